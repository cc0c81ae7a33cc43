import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { Viewport } from "../view/viewport";
import { Gestures, type Intentions, type Place, type Pointer, type PointerKind } from "./gestures";

let said: string[];
let gestures: Gestures;

beforeEach(() => {
  said = [];
  gestures = newGestures(said);
});

function newGestures(said: string[], own: Partial<Intentions> = {}): Gestures {
  return new Gestures({
    beginStroke: (_, erasing) => said.push(erasing ? "begin erasing" : "begin"),
    endStroke: () => said.push("end"),
    dropStroke: () => said.push("drop"),
    pan: (dx, dy) => said.push(`pan ${dx} ${dy}`),
    zoom: (factor, anchor) => said.push(`zoom ${factor} at ${anchor.x} ${anchor.y}`),
    penSeen: () => said.push("pen seen"),
    ...own,
  });
}

function at(kind: PointerKind, id: number, x: number, y: number, time = 0): Pointer {
  return { kind, id, x, y, pressure: null, time };
}

describe("gestures", () => {
  test("one finger draws", () => {
    gestures.press(at("touch", 1, 0, 0), "point");
    expect(gestures.drawsWith(1)).toBe(true);
    gestures.release(1);
    expect(said).toEqual(["begin", "end"]);
  });

  test("a second finger takes the stroke back, then both pan and zoom", () => {
    gestures.press(at("touch", 1, 0, 0), "point");
    gestures.press(at("touch", 2, 100, 0), "point");
    gestures.move(at("touch", 2, 200, 0));
    expect(said).toEqual(["begin", "drop", "pan 50 0", "zoom 2 at 100 0"]);
  });

  test("a long pinch keeps the paper under both fingers", () => {
    const size = { width: 400, height: 800 };
    let view = new Viewport({ x: 3.3, y: -7.7 }, 1, size, 3);
    const pinched = newGestures([], {
      pan: (dx, dy) => {
        view = view.panned(dx, dy);
      },
      zoom: (factor, anchor) => {
        view = view.zoomed(view.zoom * factor, anchor);
      },
    });
    const [one, other] = [at("touch", 1, 100, 300), at("touch", 2, 160, 380)];
    const held = [view.toPaper(one), view.toPaper(other)] as const;
    pinched.press(one, "point");
    pinched.press(other, "point");
    for (let step = 1; step <= 300; step++) {
      const [way, spread] = [step / 3, 0.13 * step];
      pinched.move(at("touch", 1, 100 + way - 3 * spread, 300 + way - 4 * spread));
      pinched.move(at("touch", 2, 160 + way + 3 * spread, 380 + way + 4 * spread));
    }
    const [left, right] = held.map((place) => view.toScreen(place)) as [Place, Place];
    const pixel = 1 / 3; // of the device
    expect(Math.abs(left.x - (200 - 117))).toBeLessThan(pixel);
    expect(Math.abs(left.y - (400 - 156))).toBeLessThan(pixel);
    expect(Math.abs(right.x - (260 + 117))).toBeLessThan(pixel);
    expect(Math.abs(right.y - (480 + 156))).toBeLessThan(pixel);
  });

  test("the finger left over from a pinch pans and does not draw", () => {
    gestures.press(at("touch", 1, 0, 0), "point");
    gestures.press(at("touch", 2, 100, 0), "point");
    gestures.release(1);
    gestures.move(at("touch", 2, 110, 5));
    gestures.release(2);
    expect(said.slice(2)).toEqual(["pan 10 5"]);
    gestures.press(at("touch", 3, 0, 0), "point");
    expect(said.at(-1)).toBe("begin");
  });

  test("a pen that comes near is told of, once", () => {
    gestures.move(at("pen", 9, 0, 0));
    gestures.press(at("pen", 9, 0, 0), "point");
    expect(said).toEqual(["pen seen", "begin"]);
  });

  test("fingers that do not draw only move the paper", () => {
    gestures.fingersDraw = false;
    gestures.press(at("touch", 2, 0, 0), "point");
    gestures.move(at("touch", 2, 4, 4));
    expect(said).toEqual(["pan 4 4"]);
  });

  test("a hand that came down before its pen leaves no mark", () => {
    gestures.press(at("touch", 1, 0, 0), "point");
    gestures.press(at("pen", 9, 10, 10), "point");
    gestures.move(at("touch", 1, 5, 5));
    gestures.release(9);
    expect(said).toEqual(["begin", "pen seen", "drop", "begin", "end"]);
  });

  test("a hand that comes down while its pen is on the paper, or just above, means nothing", () => {
    gestures.press(at("pen", 9, 0, 0, 1000), "point");
    gestures.press(at("touch", 1, 50, 50, 1100), "point");
    gestures.release(9);
    gestures.move(at("touch", 1, 90, 90, 1200));
    gestures.move(at("pen", 9, 0, 0, 2000)); // it hovers
    gestures.press(at("touch", 2, 50, 50, 2100), "point");
    gestures.move(at("touch", 2, 90, 90, 2200));
    expect(said).toEqual(["pen seen", "begin", "end"]);
    gestures.press(at("touch", 3, 0, 0, 2500), "point"); // a finger, long after
    expect(said.at(-1)).toBe("begin");
  });

  test("a touch that the system takes back soon leaves no mark, a long stroke stays", () => {
    gestures.press(at("touch", 1, 0, 0, 1000), "point");
    gestures.cancel(at("touch", 1, 0, 0, 1200));
    gestures.press(at("touch", 2, 0, 0, 2000), "point");
    gestures.cancel(at("touch", 2, 0, 0, 5000));
    gestures.press(at("pen", 9, 0, 0, 6000), "point");
    gestures.cancel(at("pen", 9, 0, 0, 6100));
    expect(said).toEqual(["begin", "drop", "begin", "end", "pen seen", "begin", "end"]);
  });

  test("the blunt end of a pen erases, its side button does nothing", () => {
    gestures.press(at("pen", 9, 0, 0), "other");
    gestures.press(at("pen", 9, 0, 0), "eraser");
    expect(said).toEqual(["pen seen", "begin erasing"]);
  });

  test("the middle button and the hand tool pan", () => {
    gestures.press(at("mouse", 1, 0, 0), "middle");
    gestures.move(at("mouse", 1, 3, 4));
    gestures.release(1);
    gestures.draws = false;
    gestures.press(at("mouse", 1, 0, 0), "point");
    gestures.move(at("mouse", 1, 5, 6));
    gestures.release(1);
    expect(said).toEqual(["pan 3 4", "pan 5 6"]);
  });

  test("whoever watches pans with one finger", () => {
    gestures.draws = false;
    gestures.press(at("touch", 1, 0, 0), "point");
    gestures.move(at("touch", 1, 7, 7));
    expect(said).toEqual(["pan 7 7"]);
  });

  test("losing the window ends the stroke, once", () => {
    gestures.press(at("mouse", 1, 0, 0), "point");
    gestures.abandon();
    gestures.release(1);
    expect(said).toEqual(["begin", "end"]);
  });

  test("every stroke begun is ended or dropped, one at a time, whatever the pointers do", () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 60 }), (happened) => {
        const heard: string[] = [];
        const subject = newGestures(heard);
        for (const act of happened) act(subject);
        subject.abandon();
        const strokes = heard.filter((word) => /^(begin|end|drop)/.test(word));
        const begun = strokes.map((word) => word === "begin");
        expect(begun).toEqual(begun.map((_, index) => index % 2 === 0));
        expect(strokes.length % 2).toBe(0);
      }),
    );
  });
});

const pointers = fc
  .tuple(
    fc.constantFrom<PointerKind>("mouse", "pen", "touch"),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 99 }),
  )
  .map(([kind, id, spot]) => at(kind, id, spot, spot));

/** Anything that can happen to a pointer. */
const acts = fc.oneof(
  pointers.map((pointer) => (subject: Gestures) => subject.press(pointer, "point")),
  pointers.map((pointer) => (subject: Gestures) => subject.move(pointer)),
  pointers.map((pointer) => (subject: Gestures) => subject.release(pointer.id)),
  pointers.map((pointer) => (subject: Gestures) => subject.cancel(pointer)),
  fc.constant((subject: Gestures) => subject.abandon()),
);
