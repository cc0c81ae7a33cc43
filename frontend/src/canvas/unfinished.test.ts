import { expect, it } from "vitest";
import type { Draft } from "./messages";
import { decodeStroke, PEN, type Stroke } from "./strokes";
import { HandClock } from "./testing/room";
import { Unfinished } from "./unfinished";

const ID = "1".repeat(32);

function piece(...at: number[]): Stroke {
  return {
    style: { tool: PEN, color: 0x262833, size: 80, opacity: 255 },
    x: Int32Array.from(at),
    y: Int32Array.from(at),
    pressure: Uint8Array.from(at, () => 128),
    dt: Uint16Array.from(at, () => 8),
  };
}

function pen() {
  const clock = new HandClock();
  const kept: Draft[] = [];
  const forgotten: string[] = [];
  const unfinished = new Unfinished(
    (draft) => kept.push(draft),
    (id) => forgotten.push(id),
    clock,
  );
  return { clock, kept, forgotten, unfinished };
}

const points = (draft: Draft | undefined) => [...decodeStroke(draft?.body ?? new Uint8Array()).x];

it("keeps a stroke once a second while it grows, all of it", () => {
  const { clock, kept, unfinished } = pen();
  unfinished.grow(ID, piece(0, 16));
  clock.advance(500);
  unfinished.grow(ID, piece(32));
  expect(kept).toEqual([]);
  clock.advance(500);
  unfinished.grow(ID, piece(48, 64));
  clock.advance(1_000);
  expect(kept.map(points)).toEqual([
    [0, 16, 32],
    [0, 16, 32, 48, 64],
  ]);
});

it("does not keep again what has not grown", () => {
  const { clock, kept, unfinished } = pen();
  unfinished.grow(ID, piece(0));
  clock.advance(1_000);
  clock.advance(5_000);
  expect(kept).toHaveLength(1);
});

it("keeps at once what there is when the page may go", () => {
  const { kept, unfinished } = pen();
  unfinished.keepNow();
  unfinished.grow(ID, piece(0, 16));
  unfinished.keepNow();
  expect(kept.map(points)).toEqual([[0, 16]]);
});

it("keeps nothing of a stroke that has ended", () => {
  const { clock, kept, unfinished } = pen();
  unfinished.grow(ID, piece(0));
  unfinished.end();
  clock.advance(1_000);
  unfinished.keepNow();
  expect(kept).toEqual([]);
});

const OTHER = "2".repeat(32);

it("keeps a stroke that changes as it is now, and forgets it under the ids it went by", () => {
  const { clock, kept, forgotten, unfinished } = pen();
  unfinished.grow(ID, piece(0));
  clock.advance(1_000);
  unfinished.redraw(OTHER, piece(0, 16), ID);
  expect(forgotten).toEqual([ID]);
  clock.advance(500);
  unfinished.redraw("3".repeat(32), piece(0, 32), OTHER);
  clock.advance(500);
  expect(forgotten).toEqual([ID]); // the second was never kept
  expect(kept.map(points)).toEqual([[0], [0, 32]]);
});
