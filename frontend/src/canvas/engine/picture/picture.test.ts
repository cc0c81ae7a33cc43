import { beforeEach, describe, expect, test } from "vitest";
import { ONE } from "../../changes";
import type { SceneStroke } from "../../scene";
import { ERASER, type Stroke } from "../../strokes";
import { Lifted } from "../floating/lifted";
import { Others } from "../floating/others";
import { type Context2D, slice } from "../marks/raster";
import type { Laid } from "../sheet/sheet";
import { sceneStroke, strokeThrough } from "../testing/strokes";
import { FillList, listSurface } from "../testing/surfaces";
import { TILE } from "../tiles/tiles";
import { Viewport } from "../view/viewport";
import { Picture } from "./picture";

const LINE = strokeThrough([[10, 10], [200, 80], [90, 150]]); // biome-ignore format: one line
const WIPE = strokeThrough([[20, 60], [180, 60]], { tool: ERASER, size: 20 }); // biome-ignore format: one line
const LIFT = (items: readonly Laid[]) => new Lifted(items);
const NOTHING = new Set<string>();
const AS_MADE = new Map();

let picture: Picture;
let paper: FillList;

let surfaces: ReturnType<typeof listSurface>[];

function makeSurface() {
  const surface = listSurface();
  surfaces.push(surface);
  return surface;
}

beforeEach(() => {
  paper = new FillList();
  surfaces = [];
  open();
  picture.pens.meet((options) => new Others(options));
  frame();
});

/** The picture of a page that has not brought the code for others' pens. */
function open(): void {
  const view = new Viewport({ x: 0, y: 0 }, 1, { width: TILE, height: TILE }, 1);
  picture = new Picture(view, { makeSurface, budget: TILE * TILE * 4, changed: () => {} });
}

/** Paints all there is to paint, or with no time nothing but what is at hand; others' turn, too. */
function frame(time = Number.POSITIVE_INFINITY): void {
  const context = paper as unknown as Context2D;
  for (let turn = 0; turn < 2; turn++) {
    picture.work(() => 0, time);
    picture.draw(context);
  }
}

/** What is drawn above the tiles. */
function floating(): string[] {
  return paper.fills.filter((fill) => fill !== "tile");
}

/** The picture that was drawn on the paper last: the one tile, or what is carried above it. */
function drawnLast(): readonly string[] {
  let shown: unknown;
  const { drawImage } = paper;
  Object.assign(paper, { drawImage: (image: unknown) => (shown = image) });
  picture.tint(null); // all is drawn anew
  frame();
  Object.assign(paper, { drawImage });
  return surfaces.find(({ image }) => image === shown)?.list.fills ?? [];
}

/** The numbers of a fill's outline, which lie on a grid of 1/256. */
function outline(fill = ""): number[] {
  const numbers = (fill.split(" ").at(-1) ?? "").split(",");
  return numbers.map((number) => Math.round(Number(number) * 256) / 256);
}

function pended(stroke: Stroke, seq = 7): SceneStroke {
  return { ...sceneStroke(seq, stroke), seq: 2 ** 40 + seq };
}

describe("the picture", () => {
  test("shows a stroke of one's own above the tiles until it has a number", () => {
    picture.pend(pended(LINE));
    frame();
    expect(floating()).toHaveLength(1);
    const [shown] = floating();
    picture.settle(pended(LINE).id, 1, 0);
    frame();
    expect(floating()).toEqual([]);
    expect(paper.fills).toEqual(["tile"]);
    expect(shown).toMatch(/^source-over/);
  });

  test("draws one's own pen at work as the finished stroke will be", () => {
    for (let from = 0; from < 3; from++) {
      picture.pens.drawOwn(from, slice(LINE, from, from + 1), []);
      frame();
    }
    const live = floating();
    picture.pens.endOwn();
    picture.pend(pended(LINE));
    frame();
    expect(floating()).toEqual(live);
  });

  test("draws another's pen as the finished stroke will be, so many whole pixels away", () => {
    for (let from = 0; from < 3; from++) {
      picture.live(2, "5:abc", from, slice(LINE, from, from + 1));
      frame();
    }
    expect(floating()).toEqual([]); // it is copied
    const print = outline(surfaces.at(-1)?.list.fills.at(-1));
    picture.endLive("5:abc");
    picture.pend(pended(LINE));
    frame();
    const kept = outline(floating()[0]);
    const apart = kept.map((at, index) => at - (print[index] ?? 0));
    expect(print).toHaveLength(kept.length);
    expect(new Set(apart.filter((_, index) => index % 2 === 0)).size).toBe(1);
    expect(new Set(apart.filter((_, index) => index % 2 === 1)).size).toBe(1);
    expect(apart.every(Number.isInteger)).toBe(true);
  });

  test("shows of another's pen what came before the code for it, unless it is over", () => {
    open();
    for (let from = 0; from < 3; from++)
      picture.live(2, "5:abc", from, slice(LINE, from, from + 1));
    picture.live(3, "6:abc", 0, WIPE);
    picture.endLive("6:abc");
    frame();
    const blank = surfaces.length;
    picture.pens.meet((options) => new Others(options));
    frame();
    const prints = surfaces.slice(blank).flatMap(({ list }) => list.fills);
    expect(prints).toHaveLength(1);
    expect(prints[0]).toMatch(/^source-over /);
  });

  test("lets an eraser at work act on all below it, in order", () => {
    picture.load([sceneStroke(1, LINE)], NOTHING, AS_MADE);
    picture.pend(pended(LINE));
    picture.live(2, "5:abc", 0, WIPE);
    frame();
    expect(paper.fills.map((fill) => fill.split(" ")[0])).toEqual([
      "tile",
      "source-over",
      "destination-out",
    ]);
    picture.endLive("5:abc");
    frame();
    expect(paper.fills.map((fill) => fill.split(" ")[0])).toEqual(["tile", "source-over"]);
  });

  test("keeps a confirmed stroke above a tile that is not painted yet", () => {
    picture.look(new Viewport({ x: TILE, y: 0 }, 2, { width: TILE, height: TILE }, 1), true);
    picture.place(sceneStroke(1, strokeThrough([[700, 50]]))); // biome-ignore format: one line
    frame(0);
    expect(floating()).toHaveLength(1);
    expect(picture.settled).toBe(false);
    frame();
    expect(floating()).toEqual([]);
    expect(picture.settled).toBe(true);
  });

  test("hides and shows strokes, pended ones too", () => {
    picture.pend(pended(LINE));
    frame();
    picture.hide([pended(LINE).id]);
    frame();
    expect(floating()).toEqual([]);
    picture.show([pended(LINE).id]);
    frame();
    expect(floating()).toHaveLength(1);
  });

  test("shows a pended stroke where it was moved, and in its new place in the stack", () => {
    const other = strokeThrough([[100, 80]], { color: 0xdd4b33 });
    picture.pend(pended(LINE, 1));
    picture.pend(pended(other, 2));
    const move = { scale: ONE, dx: 160, dy: 0 };
    const changes = [{ move, color: null, fronted: false }];
    picture.change(new Map([[pended(LINE, 1).id, { changes, place: 9e15 }]]));
    frame();
    const moved = strokeThrough([[20, 10], [210, 80], [100, 150]]); // biome-ignore format: one line
    const shown = floating();
    expect(shown[0]).toContain("#dd4b33");
    picture.withdraw(pended(LINE, 1).id);
    picture.withdraw(pended(other, 2).id);
    picture.pend(pended(moved, 3));
    frame();
    expect(shown[1]).toBe(floating()[0]);
  });

  test("carries what is lifted above tiles that do without it, and lands it without a gap", () => {
    const [id, other] = [sceneStroke(1, LINE).id, sceneStroke(2, strokeThrough([[300, 90]]))]; // biome-ignore format: one line
    picture.load([sceneStroke(1, LINE), other], NOTHING, AS_MADE);
    frame();
    picture.carrying.lift([id], LIFT);
    frame();
    expect(drawnLast()).toHaveLength(1);
    const move = { scale: ONE, dx: 160, dy: 0 };
    picture.carrying.carry(move);
    frame();
    const carried = floating();
    expect(carried).toHaveLength(1);
    picture.change(
      new Map([[id, { changes: [{ move, color: null, fronted: false }], place: null }]]),
    );
    picture.carrying.land();
    frame(0);
    expect(floating()).toEqual(carried); // while the tile is not painted
    frame();
    expect(floating()).toEqual([]);
    expect(drawnLast()[0]).toBe(carried[0]);
  });

  test("carries much as one picture, where it will lie, as it will look", () => {
    const many = Array.from(
      { length: 80 },
      (_, index) =>
      sceneStroke(index + 1, strokeThrough([[10 + index, 10], [60 + index, 50]])), // biome-ignore format: one line
    );
    picture.load(many, NOTHING, AS_MADE);
    frame();
    picture.carrying.lift(
      many.map(({ id }) => id),
      LIFT,
    );
    frame();
    picture.carrying.carry({ scale: ONE, dx: 320, dy: 16 });
    frame();
    expect(floating()).toEqual([]); // not one by one
    const print = drawnLast();
    expect(print).toHaveLength(80);
    expect(print).toBe(surfaces.at(-1)?.list.fills); // printed anew, as all was to be drawn anew
    picture.carrying.land();
    frame();
    expect(drawnLast()).not.toBe(print);
    expect(drawnLast()).toHaveLength(80);
  });

  test("puts what is lifted back where it was if nothing came of it", () => {
    picture.load([sceneStroke(1, LINE)], NOTHING, AS_MADE);
    frame();
    const before = drawnLast();
    picture.carrying.lift([sceneStroke(1, LINE).id], LIFT);
    picture.carrying.carry({ scale: 2 * ONE, dx: 1, dy: 1 });
    frame();
    picture.carrying.land();
    frame();
    expect(drawnLast()).toEqual(before);
    expect(floating()).toEqual([]);
  });

  test("lands nothing that was taken away meanwhile", () => {
    const { id } = sceneStroke(1, LINE);
    picture.load([sceneStroke(1, LINE)], NOTHING, AS_MADE);
    frame();
    picture.carrying.lift([id], LIFT);
    frame();
    picture.hide([id]);
    picture.carrying.land();
    frame(0);
    expect(floating()).toEqual([]);
  });

  test("keeps what was drawn before the log came, unless the log has it", () => {
    picture.pend(pended(LINE, 1));
    picture.pend(pended(LINE, 2));
    picture.load([sceneStroke(1, LINE)], NOTHING, AS_MADE);
    expect(picture.sheet.pended().map(({ id }) => id)).toEqual([pended(LINE, 2).id]);
  });

  test("says that what lies there has altered only where some of it has", () => {
    const view = new Viewport({ x: 0, y: 0 }, 1, { width: TILE, height: TILE }, 1);
    let altered = 0;
    const told = { changed: () => {}, altered: () => altered++ };
    picture = new Picture(view, { makeSurface, budget: TILE * TILE * 4, ...told });
    const { id } = sceneStroke(1, LINE);
    picture.load([sceneStroke(1, LINE)], NOTHING, AS_MADE);
    picture.place(sceneStroke(2, LINE));
    picture.hide([]);
    picture.change(AS_MADE);
    picture.withdraw("nothing");
    expect(altered).toBe(0);
    picture.hide([id]);
    picture.hide([id]);
    expect(altered).toBe(1);
  });

  test("is painted anew, in the inks it has, where no pixel is left of it", () => {
    picture.load([sceneStroke(1, LINE)], NOTHING, AS_MADE);
    picture.tint((author) => ({ color: author, alpha: 0.5 }));
    frame();
    const before = surfaces.length;
    paper.fills.length = 0;
    picture.tint();
    frame();
    expect(paper.fills).toContain("tile");
    const anew = surfaces.flatMap(({ list }) => list.fills).at(-1);
    expect(surfaces.length).toBe(before + 1);
    expect(anew).toMatch(/^source-over #[0-9a-f]{6} 0.5 /);
  });

  test("shows strokes in the inks it is told to", () => {
    picture.tint((author) => ({ color: author, alpha: 0.25 }));
    picture.live(0xabcdef, "5:abc", 0, LINE);
    frame();
    expect(surfaces.at(-1)?.list.fills[0]).toMatch(/^source-over #abcdef 0.25 /);
    expect(paper.fills.at(-1)).toBe("tile");
  });
});

describe("a canvas on which there is nothing", () => {
  const cleared = () => {
    paper.fills = ["untouched"];
    frame();
    return paper.fills[0] !== "untouched";
  };

  test("is left alone while there is nothing to be seen", () => {
    picture.blank();
    picture.tint(null);
    expect(cleared()).toBe(false);
  });

  test("is drawn on from the first ink on, and cleared of the last", () => {
    picture.blank();
    picture.place(sceneStroke(1, LINE));
    frame();
    expect(paper.fills).toEqual(["tile"]);
    picture.hide([sceneStroke(1, LINE).id]);
    expect(cleared()).toBe(true);
  });

  test("is drawn on by whoever draws what floats alone", () => {
    picture.blank();
    picture.bare();
    picture.tint(null);
    expect(cleared()).toBe(true);
  });
});
