import { expect, it } from "vitest";
import { encodeChange, ONE } from "../canvas/changes";
import { described, encodeDescription } from "../canvas/descriptions";
import { encodeImage } from "../canvas/images";
import { CHANGE, DESCRIBE, HIDE, IMAGE, joinIds, type Numbered } from "../canvas/messages";
import { Past } from "./past";
import { PicturesTold } from "./pictures_told";
import { Recording } from "./recording";

type Deed = readonly [kind: number, body: Uint8Array];

const idOf = (seq: number) => seq.toString(16).padStart(32, "0");
const place = { x: 0, y: 0, width: 1600, height: 1600 };
const picture: Deed = [IMAGE, encodeImage({ ...place, digest: "ab".repeat(16) })];
const says = (seq: number, words: string): Deed => {
  return [DESCRIBE, encodeDescription({ id: idOf(seq), words })];
};
const undo = (seq: number): Deed => [HIDE, joinIds([idOf(seq)])];
const change = { move: { scale: ONE, dx: 1600, dy: 0 }, color: null, fronted: false };
const move = (seq: number): Deed => [CHANGE, encodeChange(change, joinIds([idOf(seq)]))];

function told(...deeds: readonly Deed[]) {
  const log = deeds.map(([kind, body], index): Numbered => {
    const seq = index + 1;
    return { seq, id: idOf(seq), kind, author: 1, at: seq * 1000, body };
  });
  const recording = new Recording(log);
  const pictures = new PicturesTold(recording);
  /** What is heard after so many operations: how far right each lies, and what it shows. */
  return (count: number) => {
    const past = new Past(recording.chronicle);
    past.goTo(count);
    return [...described(pictures.descriptions)].flatMap(([id, words]) => {
      const found = pictures.find(id, (look) => past.seen[look] === 1);
      return found ? [`${words} at ${Math.round(found.bounds.left)}`] : [];
    });
  };
}

it("is heard of a picture from when it is seen, as it was said later, and where it lies then", () => {
  const heard = told(picture, says(1, "A boat"), move(1), undo(1));
  expect([0, 1, 2, 3, 4].map(heard)).toEqual([
    [],
    ["A boat at 0"],
    ["A boat at 0"],
    ["A boat at 100"],
    [],
  ]);
});

it("is what holds in the end", () => {
  const corrected = told(picture, says(1, "A boat"), says(1, "A ferry"), says(1, "A bus"), undo(4));
  expect(corrected(1)).toEqual(["A ferry at 0"]);
  expect(told(picture, picture, says(2, "A boat"), undo(3))(2)).toEqual([]);
});
