import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type Direction, Glide } from "./glide";
import { kept } from "./key_hand";

let glide: Glide;
let at: { x: number; y: number };

beforeEach(() => {
  glide = new Glide();
  at = { x: 0, y: 0 };
});

function go({ x, y }: { x: number; y: number }): void {
  at = { x: at.x + x, y: at.y + y };
}

/** Frames of 16 ms from `from` to `to`. */
function pass(from: number, to: number, each: () => void = () => {}): void {
  for (let time = from; time <= to; time += 16) {
    go(glide.tick(time));
    each();
  }
}

function tap(direction: Direction, time: number): void {
  go(glide.press(direction, time));
  pass(time, time + 80);
  glide.release(direction);
}

describe("keys that move", () => {
  test("go by one exact step where they are tapped, however often", () => {
    for (let index = 0; index < 5; index++) tap("right", index * 120);
    tap("down", 1000);
    expect(at).toEqual({ x: 40, y: 8 });
  });

  test("go farther with Shift", () => {
    glide.stride = true;
    tap("left", 0);
    expect(at).toEqual({ x: -32, y: 0 });
  });

  test("glide while they are held, ever faster up to a pace a hand can follow", () => {
    go(glide.press("right", 0));
    pass(0, 500);
    const first = at.x;
    pass(516, 1000);
    const second = at.x - first;
    expect(second).toBeGreaterThan(first);
    const before = at.x;
    pass(3000, 4000);
    expect(at.x - before).toBeGreaterThan(350);
    expect(at.x - before).toBeLessThan(520);
    expect(at.y).toBe(0);
  });

  test("stop at once where they are let go, also after a frame that took long", () => {
    go(glide.press("right", 0));
    pass(0, 1000);
    glide.release("right");
    const before = at;
    pass(1016, 2000);
    expect(at).toEqual(before);
    expect(glide.moving).toBe(false);
    go(glide.press("right", 5000));
    pass(5000, 5200);
    expect(at.x - before.x).toBe(8);
  });

  test("turn in a curve where another key joins in, and never sharply", () => {
    go(glide.press("right", 0));
    pass(0, 800);
    go(glide.press("down", 800));
    const ways: number[] = [];
    let last = at;
    pass(816, 1600, () => {
      if (at.x !== last.x || at.y !== last.y) ways.push(Math.atan2(at.y - last.y, at.x - last.x));
      last = at;
    });
    const turns = ways.slice(1).map((way, index) => way - (ways[index] ?? 0));
    expect(Math.max(...turns)).toBeLessThan(Math.PI / 12);
    expect(ways.at(-1)).toBeCloseTo(Math.PI / 4, 1);
  });

  test("come to nothing where they are opposed", () => {
    glide.press("left", 0);
    glide.press("right", 0);
    pass(0, 2000);
    expect(at).toEqual({ x: 0, y: 0 });
  });
});

describe("near the edge", () => {
  test("the paper goes on for the hand, which never leaves the margin it is in", () => {
    const whole = fc.integer({ min: 0, max: 1280 });
    fc.assert(
      fc.property(whole, fc.integer({ min: -40, max: 40 }), (from, way) => {
        const to = kept(from, way, 1280);
        expect(Math.abs(to - from)).toBeLessThanOrEqual(Math.abs(way));
        expect(to).toBeGreaterThanOrEqual(Math.min(from, 96));
        expect(to).toBeLessThanOrEqual(Math.max(from, 1280 - 96));
      }),
    );
    expect(kept(640, 8, 1280)).toBe(648);
    expect(kept(1184, 8, 1280)).toBe(1184);
    expect(kept(20, -8, 1280)).toBe(20); // a mouse had left it there
    expect(kept(80, 8, 160)).toBe(88); // a low window has smaller margins
  });
});
