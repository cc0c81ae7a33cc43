import { describe, expect, it } from "vitest";
import type { Participant } from "../../canvas/messages";
import type { SceneStroke } from "../../canvas/scene";
import type { Shelf } from "../shelf";
import { Absence, absenceWords } from "./absence";

const PEOPLE = new Map(
  ["Mia", "Tom", "Aiko"].map((name, index): [number, Participant] => [
    index + 1,
    { number: index + 1, name, hue: 0, guest: true },
  ]),
);

const strokes = (...authors: number[]): SceneStroke[] =>
  authors.map((author, index) => ({
    id: String(index),
    seq: index + 1,
    author,
    at: 0,
    stroke: null as never,
  }));

function shelfWith(seen: unknown): Shelf {
  let kept = seen;
  return {
    read: () => kept,
    write: (_name, value) => {
      kept = value;
    },
  };
}

const wordsFor = (seen: unknown, ...authors: number[]): string =>
  absenceWords(new Absence(shelfWith(seen), "u").missed(strokes(...authors), 3), PEOPLE);

describe("what others drew since one left", () => {
  it("is looked for only where the log has gone on", () => {
    const misses = (seen: unknown, applied: number) =>
      new Absence(shelfWith(seen), "u").missesAny(applied);
    expect([misses(3, 4), misses(4, 4), misses(null, 4)]).toEqual([true, false, false]);
  });

  it("is counted and credited, whoever drew most first", () => {
    expect(wordsFor(2, 1, 1, 1, 2, 2)).toBe("Since you left: 3 strokes by Tom and Mia");
    expect(wordsFor(1, 1, 2)).toBe("Since you left: 1 stroke by Tom");
  });

  it("is nothing on the first visit, or where only one's own is new", () => {
    expect(wordsFor(null, 1, 2)).toBe("");
    expect(wordsFor(0, 3, 3)).toBe("");
    expect(wordsFor(2, 1, 2)).toBe("");
  });

  it("begins where one looked away last", () => {
    const shelf = shelfWith(null);
    new Absence(shelf, "u").begin(2);
    expect(new Absence(shelf, "u").missed(strokes(1, 1, 2), 3)).toHaveLength(1);
  });

  it("does not begin earlier where a tab that had lost touch is left after another", () => {
    const shelf = shelfWith(null);
    new Absence(shelf, "u").begin(3);
    new Absence(shelf, "u").begin(1);
    expect(new Absence(shelf, "u").seen).toBe(3);
  });

  it("does not mind what else is on the shelf", () => {
    for (const odd of ["2", {}, [], true]) expect(wordsFor(odd, 1, 2)).toBe("");
  });
});
