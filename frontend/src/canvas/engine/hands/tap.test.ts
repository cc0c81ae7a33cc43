import { expect, test } from "vitest";
import { PEN } from "../../strokes";
import { Tap } from "./tap";

const STYLE = { tool: PEN, color: 0, size: 16, opacity: 255 } as const;
const AT = { x: 5, y: 7, pressure: null, time: 0 };

test("where it was put down and lifted, something happens", () => {
  const taps: unknown[] = [];
  const tap = new Tap(
    () => true,
    (at) => taps.push(at),
  );
  tap.begin(STYLE, 1, AT);
  expect(tap.down).toBe(true);
  expect(taps).toEqual([]);
  tap.lift();
  expect(taps).toEqual([{ x: 5, y: 7 }]);
  expect(tap.down).toBe(false);
});

test("a second finger, or what it was put down for, takes the tap back", () => {
  const taps: unknown[] = [];
  let meant = true;
  const tap = new Tap(
    () => meant,
    (at) => taps.push(at),
  );
  tap.begin(STYLE, 1, AT);
  tap.drop();
  tap.lift();
  meant = false;
  tap.begin(STYLE, 1, AT);
  tap.lift();
  expect(taps).toEqual([]);
});
