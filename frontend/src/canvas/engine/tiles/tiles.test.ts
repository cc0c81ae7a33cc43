import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ONE } from "../../changes";
import type { Version } from "../../fold";
import type { SceneStroke, Versions } from "../../scene";
import { ownInk } from "../marks/raster";
import { Sheet } from "../sheet/sheet";
import { sceneStroke, strokes, strokeThrough } from "../testing/strokes";
import { type FillList, listSurface } from "../testing/surfaces";
import type { Bounds } from "../view/bounds";
import { passingScale, type Surface, TILE, Tiles, tileRange } from "./tiles";

const WINDOW: Bounds = { left: -640, top: -400, right: 640, bottom: 400 };
const ENDLESS = Number.POSITIVE_INFINITY;

class Desk {
  sheet: Sheet;
  readonly tiles: Tiles;
  readonly made: Surface[] = [];

  constructor(strokes: readonly SceneStroke[] = [], budget = 64 * TILE * TILE * 4) {
    this.sheet = new Sheet(strokes);
    const makeSurface = () => {
      const surface = listSurface();
      this.made.push(surface);
      return surface;
    };
    const sources = {
      makeSurface,
      search: (bounds: Bounds) => this.sheet.indexesIn(bounds),
      at: (index: number) => this.sheet.at(index),
      inkOf: ({ stroke }: SceneStroke) => ownInk(stroke),
    };
    this.tiles = new Tiles(sources, budget);
  }

  place(stroke: SceneStroke): void {
    const laid = this.sheet.place(stroke);
    if (!laid || !this.sheet.isVisible(laid.id)) return;
    if (this.sheet.isCovered(laid)) this.tiles.invalidate([laid.bounds]);
    else this.tiles.add(laid);
  }

  change(versions: Versions): void {
    const changed = this.sheet.change(versions).flatMap(({ before, after }) => [before, after]);
    this.tiles.invalidate(changed.map(({ bounds }) => bounds));
  }

  setHidden(ids: string[], hidden: boolean): void {
    this.tiles.invalidate(this.sheet.setHidden(ids, hidden).map(({ bounds }) => bounds));
  }

  finish(): void {
    this.tiles.work(() => 0, ENDLESS);
  }

  /** What each tile in sight holds. */
  seen(): Record<string, readonly string[]> {
    const seen: Record<string, readonly string[]> = {};
    for (const { column, row, picture } of this.tiles.wanted) {
      const context = picture?.context as unknown as FillList | undefined;
      seen[`${column} ${row}`] = context?.fills ?? [];
    }
    return seen;
  }
}

/** A clock that lets `steps` strokes be painted before time is up at 1. */
function clockFor(steps: number): () => number {
  let left = steps;
  return () => (left-- > 0 ? 0 : 1);
}

type Act = (desk: Desk, coming: SceneStroke[]) => void;

const placeNext: Act = (desk, coming) => {
  const stroke = coming.shift();
  if (stroke) desk.place(stroke);
};

const someSeqs = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 });
const ids = someSeqs.map((seqs) => seqs.map((seq) => seq.toString(16).padStart(32, "0")));
const version: fc.Arbitrary<Version> = fc.record({
  changes: fc.array(
    fc.record({
      move: fc.record({
        scale: fc.constantFrom(ONE, ONE / 2, 3 * ONE),
        dx: fc.integer({ min: -9000, max: 9000 }),
        dy: fc.integer({ min: -9000, max: 9000 }),
      }),
      color: fc.constantFrom(null, 0xdd4b33),
      fronted: fc.constant(false),
    }),
    { maxLength: 2 },
  ),
  place: fc.option(fc.integer({ min: 1, max: 4000 }).map((place) => place / 128 + 1 / 1024)),
});

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(ids, version).map<Act>(([some, version]) => (desk) => {
    desk.change(new Map(some.map((id) => [id, version])));
  }),
  { weight: 4, arbitrary: fc.constant(placeNext) },
  ids.map<Act>((some) => (desk) => desk.setHidden(some, true)),
  ids.map<Act>((some) => (desk) => desk.setHidden(some, false)),
  fc.integer({ min: 0, max: 9 }).map<Act>((steps) => (desk) => {
    desk.tiles.work(clockFor(steps), 1);
  }),
  fc.tuple(fc.constantFrom(0.5, 1, 2), fc.integer({ min: -900, max: 900 })).map<Act>(
    ([scale, shift]) =>
      (desk) =>
        desk.tiles.want(scale, {
          ...WINDOW,
          left: WINDOW.left + shift,
          right: WINDOW.right + shift,
        }),
  ),
);

describe("tiles", () => {
  test("hold the same however the strokes came and whatever was looked at meanwhile", () => {
    fc.assert(
      fc.property(fc.array(strokes, { maxLength: 30 }), fc.array(acts), (drawn, happened) => {
        const all = drawn.map((stroke, index) => sceneStroke(index + 1, stroke));
        const coming = [...all];
        const desk = new Desk();
        desk.tiles.want(1, WINDOW);
        for (const act of happened) act(desk, coming);
        for (const stroke of coming) desk.place(stroke);
        desk.tiles.want(1, WINDOW);
        desk.finish();

        const lying = all.flatMap(({ id }) => desk.sheet.find(id) ?? []);
        const fresh = new Desk(lying.sort((one, other) => one.place - other.place));
        const hidden = all.map(({ id }) => id).filter((id) => !desk.sheet.isVisible(id));
        fresh.setHidden(hidden, true);
        fresh.tiles.want(1, WINDOW);
        fresh.finish();
        expect(desk.seen()).toEqual(fresh.seen());
      }),
      { numRuns: 200 },
    );
  });

  test("cover what is looked at, at any scale, and not a tile more", () => {
    const scales = fc.double({ min: 0.05, max: 64, noNaN: true });
    fc.assert(
      fc.property(scales, fc.integer({ min: -5000, max: 5000 }), (scale, left) => {
        const side = TILE / scale;
        const bounds = { left, top: left, right: left + side * 2.5, bottom: left + side };
        const { columns, rows } = tileRange(scale, bounds);
        expect(columns[0] * side).toBeLessThanOrEqual(left);
        expect((columns[1] + 1) * side).toBeGreaterThanOrEqual(bounds.right - 1e-6);
        expect(columns[1] - columns[0]).toBeLessThanOrEqual(3);
        expect(rows[1] - rows[0]).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("are painted nearest the middle first, within the time given", () => {
    const dots = [-600, 0, 600].map((x, index) => sceneStroke(index + 1, strokeThrough([[x, 0]])));
    const desk = new Desk(dots);
    desk.tiles.want(1, WINDOW);
    const painted = desk.tiles.work(clockFor(2), 1);
    expect(desk.tiles.settled).toBe(false);
    expect(painted.every(({ column }) => column === -1 || column === 0)).toBe(true);
  });

  test("take a new stroke at once where it is seen, and elsewhere when there is time", () => {
    const desk = new Desk();
    desk.tiles.want(1, WINDOW);
    desk.finish();
    desk.place(sceneStroke(1, strokeThrough([[100, 9]]))); // biome-ignore format: one line
    expect(desk.tiles.busy).toBe(false);
    expect(desk.seen()["0 0"]).toHaveLength(1);
    desk.place(sceneStroke(2, strokeThrough([[1100, 9]]))); // biome-ignore format: one line
    expect(desk.tiles.busy).toBe(true);
    desk.finish();
    expect(desk.tiles.busy).toBe(false);
    desk.tiles.want(1, { ...WINDOW, right: 1280 });
    expect(desk.seen()["2 0"]).toHaveLength(1);
  });

  test("paint anew what lacks much", () => {
    const desk = new Desk();
    desk.tiles.want(1, WINDOW);
    desk.finish();
    const strokes = Array.from({ length: 99 }, (_, seq) =>
      sceneStroke(seq + 1, strokeThrough([[1100, seq]])),
    );
    for (const stroke of strokes) desk.place(stroke);
    desk.tiles.want(1, { ...WINDOW, right: 1280 });
    desk.finish();
    expect(desk.seen()["2 0"]).toHaveLength(99);
  });

  test("keep their old picture until the new one is ready", () => {
    const desk = new Desk([1, 2, 3].map((seq) => sceneStroke(seq, strokeThrough([[seq, 9]]))));
    desk.tiles.want(1, WINDOW);
    desk.finish();
    const before = desk.seen()["0 0"];
    desk.setHidden(["2".padStart(32, "0")], true);
    desk.tiles.work(clockFor(2), 1);
    expect(desk.seen()["0 0"]).toEqual(before);
    desk.finish();
    expect(desk.seen()["0 0"]).toHaveLength(2);
  });

  test("forget what was looked at longest ago, and use its surfaces again", () => {
    const line = Array.from({ length: 400 }, (_, index) => [index * 100, 10] as const);
    const desk = new Desk([sceneStroke(1, strokeThrough(line))], 8 * TILE * TILE * 4);
    for (let shift = 0; shift < 30_000; shift += 500) {
      desk.tiles.want(1, { left: shift, top: 0, right: shift + 500, bottom: 500 });
      desk.finish();
    }
    expect(desk.tiles.bytes).toBeLessThanOrEqual(10 * TILE * TILE * 4);
    expect(desk.made.length).toBeLessThanOrEqual(18);
  });

  test("do not use surfaces again that the browser has taken away", () => {
    const desk = new Desk([sceneStroke(1, strokeThrough([[10, 10], [90, 90]]))], 0); // biome-ignore format: one line
    const near = { left: 0, top: 0, right: 500, bottom: 500 };
    desk.tiles.want(1, near);
    desk.finish();
    desk.tiles.want(1, { left: 5000, top: 5000, right: 5500, bottom: 5500 }); // gives it back
    for (const { context } of desk.made) Object.assign(context, { isContextLost: () => true });
    desk.tiles.want(1, near);
    desk.finish();
    expect(desk.made).toHaveLength(2);
    expect(desk.seen()["0 0"]).toHaveLength(1);
  });

  test("take no memory where nothing is drawn", () => {
    const desk = new Desk();
    desk.tiles.want(1, WINDOW);
    desk.finish();
    expect(desk.tiles.settled).toBe(true);
    expect(desk.tiles.bytes).toBe(0);
  });

  test("are painted at scales others share while the zoom moves", () => {
    expect(passingScale(1, 1.25)).toBe(1.25);
    expect(passingScale(0.7, 1)).toBe(1);
    expect(passingScale(1.1, 2)).toBe(2);
    expect(passingScale(1.5, 2)).toBe(4);
  });
});
