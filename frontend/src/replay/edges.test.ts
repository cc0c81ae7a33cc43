import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type Change, lookAfter, MAX_SCALE, MAX_SHIFT, MIN_SCALE, ONE } from "../canvas/changes";
import { matterBounds } from "../canvas/engine/marks/matter";
import { sceneStroke, strokes, strokeThrough } from "../canvas/engine/testing/strokes";
import { changedMatter, imageMatter, textMatter } from "../canvas/items";
import { Changes } from "../canvas/lying";
import { MAX_COORDINATE, type Stroke } from "../canvas/strokes";
import { lookAsMade } from "./appearing";
import { Edges } from "./edges";
import { Looks } from "./looks";

const place = fc.oneof(
  fc.integer({ min: -MAX_COORDINATE, max: MAX_COORDINATE }),
  fc.constantFrom(MAX_COORDINATE, MAX_COORDINATE - 99, -MAX_COORDINATE, 0),
);
const size = fc.integer({ min: 1, max: 9999 });
/** At the edge of the paper, too, where what is moved is held. */
const lines = fc.tuple(strokes, place, place).map(([stroke, dx, dy]): Stroke => {
  const moved = (by: number) => (value: number) =>
    Math.min(Math.max(value + by, -MAX_COORDINATE), MAX_COORDINATE);
  const pressure = stroke.pressure.map((_, at) => 97 * (at + 1));
  return { ...stroke, pressure, x: stroke.x.map(moved(dx)), y: stroke.y.map(moved(dy)) };
});
const things = fc.oneof(
  lines.map((stroke) => ({ stroke })),
  fc
    .record({ size, x: place, y: place, words: fc.string({ minLength: 1, maxLength: 20 }) })
    .map((text) => textMatter({ ...text, face: 0, color: 1 })),
  fc
    .record({ x: place, y: place, width: size, height: size })
    .map((image) => imageMatter({ ...image, digest: "0".repeat(32) })),
);
const shift = fc.oneof(fc.integer({ min: -999, max: 999 }), fc.constantFrom(MAX_SHIFT, -MAX_SHIFT));
const scale = fc.oneof(fc.constant(ONE), fc.integer({ min: MIN_SCALE, max: MAX_SCALE }));
const changes = fc.array(
  fc.record({
    move: fc.record({ scale, dx: shift, dy: shift }),
    color: fc.option(fc.nat(0xffffff)),
    fronted: fc.constant(false),
  }),
  { minLength: 1, maxLength: 5 },
);

describe("the edges of what lies otherwise than it was made", () => {
  it("are those of all of it, to the last bit", () => {
    fc.assert(
      fc.property(things, fc.array(changes, { minLength: 1 }), (made, histories) => {
        const edges = new Edges();
        const { x, y } = lookAsMade(made);
        for (const history of histories) {
          const list = history.reduce((before, change) => before.and(change), new Changes());
          const whole = changedMatter(made, list);
          expect(edges.boundsAs(0, made, lookAfter(x, y, list))).toEqual(matterBounds(whole));
        }
      }),
    );
  });

  it("cost no more for a long line that is moved a thousand times than for a short one", () => {
    const long = strokeThrough(Array.from({ length: 5000 }, (_, at) => [at, at % 7]));
    const made = { ...sceneStroke(1, long), operation: 0, bounds: matterBounds({ stroke: long }) };
    let list = new Changes();
    const looks = Array.from({ length: 1000 }, (_, number) => {
      const move = { scale: ONE, dx: 16, dy: 0 };
      const change: Change = { move, color: null, fronted: false };
      list = list.and(change);
      return { operation: 0, changes: list, place: number };
    });
    const map = vi.spyOn(Int32Array.prototype, "map");
    expect(new Looks(looks, () => made).boundsOf(999).left).toBe(made.bounds.left + 1000);
    const columns = map.mock.contexts as Int32Array[];
    const points = columns.reduce((sum, column) => sum + column.length, 0);
    map.mockRestore();
    expect(points).toBeLessThan(10 * looks.length);
  });
});
