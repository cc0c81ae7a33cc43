import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeChange, ONE } from "../canvas/changes";
import { ownInk } from "../canvas/engine/marks/raster";
import { strokes } from "../canvas/engine/testing/strokes";
import { listSurface } from "../canvas/engine/testing/surfaces";
import { Viewport } from "../canvas/engine/view/viewport";
import {
  CHANGE,
  CLEAR,
  HIDE,
  joinIds,
  type Numbered,
  REMOVE,
  SHOW,
  STROKE,
} from "../canvas/messages";
import { encodeStroke } from "../canvas/strokes";
import { Film } from "./film";
import type { PaneSurface } from "./panes";
import { Recording } from "./recording";

const idOf = (number: number) => number.toString(16).padStart(32, "0");

/** Logs with everything that can happen in one. */
const logs = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: strokes },
      fc.record({
        kind: fc.constantFrom(HIDE, SHOW, CLEAR, CHANGE, REMOVE),
        what: fc.integer({ min: 1, max: 7 }),
        targets: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
      }),
    ),
    { maxLength: 40 },
  )
  .map((deeds) =>
    deeds.map((deed, index): Numbered => {
      const common = { id: idOf(index), seq: index + 1, author: 1 + (index % 2), at: index * 100 };
      if ("x" in deed) return { ...common, kind: STROKE, body: encodeStroke(deed) };
      const ids = joinIds(deed.targets.map(idOf));
      return { ...common, kind: deed.kind, body: bodyOf(deed.kind, deed.what, ids) };
    }),
  );

function bodyOf(kind: number, what: number, ids: Uint8Array): Uint8Array {
  if (kind === CLEAR) return new Uint8Array();
  const move = what & 1 ? { scale: ONE / 2, dx: 16 * what, dy: -2000 } : null;
  const color = what & 2 ? 0xdd4b33 : null;
  return kind === CHANGE ? encodeChange({ move, color, fronted: what > 3 }, ids) : ids;
}

/** A surface whose "pixels" are the fills so far; copies take them over. */
function surface(): PaneSurface {
  const made = listSurface();
  const { list } = made;
  list.drawImage = (...[image]: unknown[]) => {
    list.fills = [...(image as { fills: string[] }).fills];
  };
  return { context: made.context, image: list as unknown as CanvasImageSource };
}

function film(recording: Recording, hiddenAuthor = 0): Film {
  const view = new Viewport({ x: -900, y: -700 }, 0.5, { width: 700, height: 600 }, 1);
  const showsAuthor = (author: number) => author !== hiddenAuthor;
  return new Film(recording, view, { makeSurface: surface, inkOf: ownIn, showsAuthor });
}

const ownIn = ({ stroke }: { stroke: Parameters<typeof ownInk>[0] }) => ownInk(stroke);
const still = () => 0;

function settle(one: Film): void {
  while (one.work(still, 1));
}

/** Everything that is drawn, pane by pane. */
function pictureOf(one: Film): unknown[] {
  const seen: unknown[] = [];
  const context = {
    drawImage(image: { fills: string[] }, left: number, top: number) {
      if (image.fills.length > 0) seen.push([left, top, image.fills]);
    },
  };
  one.draw(context as unknown as CanvasRenderingContext2D); // all of it that draw() uses
  return seen;
}

/** The moment painted from nothing. */
function anew(log: readonly Numbered[], count: number, hiddenAuthor = 0): unknown[] {
  const one = film(new Recording(log.slice(0, count)), hiddenAuthor);
  one.goTo(count);
  settle(one);
  return pictureOf(one);
}

describe("the film of a recording", () => {
  it("shows every moment as if it were painted from nothing, played through", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const one = film(new Recording(log));
        for (let count = 0; count <= log.length; count++) {
          one.goTo(count);
          settle(one);
          expect(pictureOf(one)).toEqual(anew(log, count));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("shows every moment so wherever one jumps, with stills or before there are any", () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat(40), { maxLength: 6 }), fc.nat(3), (log, jumps, made) => {
        const one = film(new Recording(log));
        for (let k = 0; k < made; k++) one.develop(counting(20), 20);
        for (const jump of jumps) {
          const count = Math.min(jump, log.length);
          one.goTo(count);
          settle(one);
          expect(pictureOf(one)).toEqual(anew(log, count));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("shows so what is played on while a jump is still being painted", () => {
    fc.assert(
      fc.property(logs, fc.nat(40), fc.nat(40), (log, first, start) => {
        const one = film(new Recording(log));
        one.goTo(Math.min(first, log.length));
        settle(one);
        one.goTo(log.length);
        one.work(counting(3), 3);
        one.goTo(Math.min(start, log.length));
        for (let count = Math.min(start, log.length); count <= log.length; count++) {
          one.goTo(count);
          one.work(counting(2), 2);
        }
        settle(one);
        expect(pictureOf(one)).toEqual(anew(log, log.length));
      }),
      { numRuns: 100 },
    );
  });

  it("leaves out the people who are not to be seen", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const one = film(new Recording(log), 2);
        one.goTo(log.length);
        settle(one);
        expect(pictureOf(one)).toEqual(anew(log, log.length, 2));
        expect(one.isSeen(0) ? new Recording(log).takes[0]?.author : 1).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it("shows every moment so when the recording goes on, from whatever is painted", () => {
    fc.assert(
      fc.property(logs, fc.nat(40), fc.nat(40), fc.nat(3), (log, opened, seen, made) => {
        const before = new Recording(log.slice(0, opened));
        const after = before.followedBy(log.slice(opened));
        const one = film(before);
        for (let k = 0; k < made; k++) one.develop(counting(20), 20);
        one.goTo(Math.min(seen, before.operations.length));
        one.work(counting(5), 5);
        const goesOn = one.goOn(after) ? one : film(after);
        while (goesOn.develop(still, 1));
        for (const count of [log.length, Math.floor(log.length / 2), log.length]) {
          goesOn.goTo(count);
          settle(goesOn);
          expect(pictureOf(goesOn)).toEqual(anew(log, count));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("goes on where more is drawn, and needs another where something changes below", () => {
    const [stroke] = fc.sample(strokes, { numRuns: 1, seed: 7 });
    if (!stroke) throw new Error("no stroke");
    const told = (seq: number, kind: number, body: Uint8Array): Numbered => {
      return { id: idOf(seq), seq, author: 1, at: seq, kind, body };
    };
    const drawn = (seq: number) => told(seq, STROKE, encodeStroke(stroke));
    const two = new Recording([drawn(1), drawn(2)]);
    const more = two.followedBy([drawn(3)]);
    expect(film(two).goOn(more)).toBe(true);
    const change = bodyOf(CHANGE, 1, joinIds([idOf(1)]));
    expect(film(more).goOn(more.followedBy([told(4, CHANGE, change)]))).toBe(false);
  });

  it("comes to the end of making stills, and needs few strokes from one", () => {
    const [stroke] = fc.sample(strokes, { numRuns: 1, seed: 7 });
    if (!stroke) throw new Error("no stroke");
    const body = encodeStroke(stroke);
    const log = Array.from({ length: 5_000 }, (_, index): Numbered => {
      return { id: idOf(index), seq: index + 1, author: 1, at: index, kind: STROKE, body };
    });
    const one = film(new Recording(log));
    while (one.develop(still, 1));
    expect(one.developed).toBe(true);
    one.goTo(4_321);
    let steps = 0;
    while (one.work(counting(1), 1)) steps++;
    expect(steps).toBeLessThan(8 * (5_000 / 48 + 1));
  });
});

/** A clock that lets so many strokes be painted. */
function counting(steps: number): () => number {
  let time = -1;
  return () => Math.min(steps, ++time);
}
