import { describe, expect, it } from "vitest";
import { sceneStroke, strokeThrough } from "./engine/testing/strokes";
import { ERASER } from "./strokes";
import { countByAuthor, inkLength, tally } from "./tally";

const corner = strokeThrough([
  [0, 0],
  [30, 0],
  [30, 40],
]);

describe("who drew how much", () => {
  it("measures the way a pen went", () => {
    expect(inkLength(corner)).toBe(70);
    expect(inkLength(strokeThrough([[5, 5]]))).toBe(0);
  });

  it("finds no ink where it was rubbed out", () => {
    expect(
      inkLength(
        strokeThrough(
          [
            [0, 0],
            [30, 0],
          ],
          { tool: ERASER },
        ),
      ),
    ).toBe(0);
  });

  it("counts each author's strokes, in the order they came", () => {
    const by = (author: number, at: number) => ({ ...sceneStroke(at, corner), author });
    const strokes = [by(2, 5), by(1, 7), by(2, 9)];
    expect(tally(strokes)).toEqual([
      { author: 1, strokes: 1, ink: 70, from: 7, to: 7 },
      { author: 2, strokes: 2, ink: 140, from: 5, to: 9 },
    ]);
    expect(countByAuthor(strokes)).toEqual(
      new Map([
        [1, 1],
        [2, 2],
      ]),
    );
  });

  it("credits nobody where nothing is drawn", () => {
    expect(tally([])).toEqual([]);
  });
});
