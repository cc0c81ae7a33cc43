// @vitest-environment happy-dom
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Others } from "./floating/others";
import { laidPlace, Mosaic } from "./mosaic";
import { Picture } from "./picture/picture";
import { sceneStroke, strokeThrough } from "./testing/strokes";
import { FillList, listSurface } from "./testing/surfaces";
import { TILE, type Tile } from "./tiles/tiles";
import { Viewport } from "./view/viewport";

const LINE = strokeThrough([[10, 10], [200, 80], [90, 150]]); // biome-ignore format: one line
const OTHER = strokeThrough([[300, 10], [400, 80]]); // biome-ignore format: one line
const WIDE = { min: -1e5, max: 1e5, noNaN: true };
const SOME = { min: 0.5, max: 2, noNaN: true };
const NEAR = { min: -3, max: 3 };
const VIEW = new Viewport({ x: 0, y: 0 }, 1, { width: TILE, height: TILE }, 1);

let picture: Picture;
let paper: FillList & { readonly canvas: HTMLCanvasElement };
let mosaic: Mosaic;

beforeEach(() => {
  const makeSurface = () => ({ ...listSurface(), image: document.createElement("canvas") });
  picture = new Picture(VIEW, { makeSurface, budget: TILE * TILE * 64, changed: () => {} });
  picture.pens.meet((options) => new Others(options));
  paper = Object.assign(new FillList(), { canvas: document.createElement("canvas") });
  document.body.replaceChildren(paper.canvas);
  mosaic = new Mosaic(picture, paper as unknown as CanvasRenderingContext2D);
  picture.place(sceneStroke(1, LINE));
  paint();
  picture.draw(paper as unknown as CanvasRenderingContext2D);
});

afterEach(() => vi.restoreAllMocks());

/** So that tiles are whole, as they are where a hand keeps moving the paper. */
function paint(): void {
  for (let turn = 0; turn < 2; turn++) picture.work(() => 0, 1);
}

function move(dx: number): Viewport {
  const view = VIEW.panned(dx, 0);
  picture.look(view, true);
  paint();
  return view;
}

/** Zooms so fast that nothing is painted on the way. */
function zoom(zoom: number): Viewport {
  const view = VIEW.zoomed(zoom, { x: TILE / 2, y: TILE / 2 });
  picture.look(view, false);
  return view;
}

/** The tiles that are moved. */
function laid(): HTMLCanvasElement[] {
  return [...(document.querySelector(".mosaic")?.shadowRoot?.querySelectorAll("canvas") ?? [])];
}

/** What the canvas above the tiles shows; null: it is not seen. */
function above(): readonly string[] | null {
  return paper.canvas.style.visibility === "hidden" ? null : paper.fills;
}

test("tiles are all that is seen where nothing floats above them", () => {
  expect(mosaic.show(move(-20), true)).toBe(true);
  expect(above()).toBeNull();
  expect(laid()).toHaveLength(1);
  mosaic.end();
  expect(laid()).toHaveLength(0);
  expect(above()).toEqual(["tile"]);
});

test("the canvas shows no earlier view when a pen comes before its turn to be drawn", () => {
  const view = move(-20);
  mosaic.show(view, true);
  picture.live(2, "5:abc", 0, OTHER);
  mosaic.show(view, true);
  expect(above()).toHaveLength(1);
  expect(above()?.[0]).toMatch(/^source-over /);
});

test("what was drawn with the tiles meanwhile is not left above them", () => {
  picture.live(2, "5:abc", 0, OTHER);
  const view = move(-20);
  mosaic.show(view, true);
  const shown = above();
  mosaic.end();
  picture.draw(paper as unknown as CanvasRenderingContext2D);
  paper.fills = ["tile", "pen"];
  mosaic.show(view, true);
  expect(shown).toHaveLength(1);
  expect(above()).toEqual(shown);
});

test("a picture from the worker is put on a canvas, which is drawn from then on, and let go of", () => {
  const [tile] = picture.tiles.wanted as [Tile];
  const close = vi.fn();
  const bitmap = { width: TILE, height: TILE, close } as unknown as ImageBitmap;
  tile.picture = { context: null, image: bitmap, close };
  const hung: (ImageBitmap | null)[] = [];
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({
    transferFromImageBitmap: (shown: ImageBitmap | null) => hung.push(shown),
  } as unknown as null);
  mosaic.show(move(-20), true);
  mosaic.show(move(-40), true);
  const [canvas] = laid();
  expect([canvas?.width, canvas?.height]).toEqual([TILE, TILE]);
  expect(tile.picture?.image).toBe(canvas);
  expect(hung).toEqual([bitmap]);
  picture.tiles.invalidateAll();
  paint();
  expect(hung).toEqual([bitmap, null]);
});

test("what floats above the tiles is drawn anew only where something changed", () => {
  picture.live(2, "5:abc", 0, OTHER);
  const view = move(-20);
  mosaic.show(view, true);
  paper.fills = [];
  mosaic.show(view, true);
  expect(above()).toEqual([]);
  mosaic.show(move(-40), true);
  expect(above()).toHaveLength(1);
});

test("on the way to another zoom tiles are stretched, until those of that zoom are painted", () => {
  const [small] = picture.tiles.wanted;
  const view = zoom(1.5);
  expect(mosaic.show(view, false)).toBe(true);
  expect(laid()).toEqual([small?.picture?.image]);
  paint();
  expect(mosaic.show(view, false)).toBe(true);
  expect(laid()).not.toContain(small?.picture?.image);
  expect(laid()).toHaveLength(picture.tiles.wanted.filter((tile) => tile.picture).length);
});

test("where stretched tiles do not cover all that is seen it is drawn", () => {
  mosaic.show(move(-20), true);
  expect(mosaic.show(zoom(0.1), false)).toBe(false);
});

test("at the zoom that they were painted at, tiles lie to the pixel where the paper is", () => {
  const anywhere = fc.record({ x: fc.double(WIDE), y: fc.double(WIDE) });
  fc.assert(
    fc.property(anywhere, fc.constantFrom(1, 1.25, 1.5, 2, 3), (corner, ratio) => {
      const view = new Viewport(corner, 1, { width: 700, height: 500 }, ratio);
      const place = laidPlace({ scale: ratio, column: 2, row: -3 }, view);
      const [x, y] = [2 * TILE - view.deviceX, -3 * TILE - view.deviceY];
      expect(place).toEqual({ x, y, side: TILE });
    }),
  );
});

test("stretched tiles lie within a pixel of the paper in the middle, and of half a pixel more each", () => {
  const zooms = fc.record({ scale: fc.constantFrom(0.25, 1, 4), by: fc.double(SOME) });
  const anywhere = fc.record({ x: fc.double(WIDE), y: fc.double(WIDE) });
  fc.assert(
    fc.property(anywhere, zooms, fc.integer(NEAR), fc.integer(NEAR), (corner, zoom, from, to) => {
      const view = new Viewport(corner, zoom.scale * zoom.by, { width: 700, height: 500 }, 1);
      const exact = TILE * zoom.by;
      const middle = (view.deviceX + 350) / exact;
      const first = Math.floor(middle) + from;
      const { x, side } = laidPlace({ scale: zoom.scale, column: first, row: 0 }, view);
      const column = Math.floor(middle) + to;
      const off = x + (column - first) * side - (column * exact - view.deviceX);
      expect(Math.abs(off)).toBeLessThanOrEqual(1 + Math.abs(column - middle) / 2);
    }),
  );
});
