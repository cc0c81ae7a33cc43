/**
 * How words become outlines: typesetting by agreed rules. Pure.
 *
 * The twin of canvas/lettering.py, which tells the rules; both obey tests/wire/texts.json to the
 * last bit. What is known without the outlines, the width of every letter, is part of the page;
 * the outlines come when they are needed (letters.ts).
 */

import type { PathSink } from "../ribbon";
import { UNITS_PER_PIXEL } from "../strokes";
import type { Text } from "../texts";
import type { Contour, Letters } from "./letters";
import { HANKEN, VOLLKORN } from "./widths";

export const EM = 1000; // units of the outlines
export const LINE = 1300;
export const BASELINE = 1000;
const OVERHANG = 250;
const WIDE = 1000;
const NARROW = 640;
const FIRST_WIDE = 0x2e80;
const NO_WIDTH = /[\u200b-\u200f]|[\ufe00-\ufe0f]/;
const RIGHT = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc";
const EITHER = " -/:-@\\[-`{-\\xbf\\u2000-\\u206f"; // what runs as its neighbours do
export const FROM_THE_RIGHT = new RegExp(`[${RIGHT}]`, "u");
const DIRECTED = new RegExp(`[^0-9${EITHER}]`, "u");
const WORDS_FROM_THE_LEFT = new RegExp(
  `([^${EITHER}${RIGHT}](?:[^${RIGHT}]*[^${EITHER}${RIGHT}])?)`,
  "u",
);
const WORDS_FROM_THE_RIGHT = new RegExp(`([${RIGHT}](?:[${EITHER}${RIGHT}]*[${RIGHT}])?)`, "u");
const TOLERANCE = 0.4;
const MAX_STEPS = 16;

/** In the order in which letters are looked for. */
const FACES = ["hanken", "vollkorn"] as const;
export type Face = (typeof FACES)[number];

/** Letters of a line that come from one place, and where they begin, in units. */
export interface Run {
  readonly words: string;
  readonly left: number;
  readonly width: number;
  /** Null: none of ours, the system's. */
  readonly face: Face | null;
}

/** A text with every letter in its place. */
export interface Typeset {
  readonly text: Text;
  /** Those of ours that have letters of it. */
  readonly faces: readonly Face[];
  readonly lines: readonly (readonly Run[])[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where its lines lie, in whole 1/16 px. */
export function boxOf({ text, lines }: Typeset): Box {
  return {
    left: text.x,
    top: text.y,
    right: text.x + Math.ceil((widthOf(lines) * text.size) / EM),
    bottom: text.y + Math.ceil((lines.length * LINE * text.size) / EM),
  };
}

/** Edges in px, as far as ink may reach. */
export function boundsOf({ text, lines }: Typeset): Box {
  const unit = text.size / UNITS_PER_PIXEL / EM;
  const [left, top] = [text.x / UNITS_PER_PIXEL, text.y / UNITS_PER_PIXEL];
  return {
    left: left - OVERHANG * unit,
    top: top - OVERHANG * unit,
    right: left + (widthOf(lines) + OVERHANG) * unit,
    bottom: top + (lines.length * LINE + OVERHANG) * unit,
  };
}

/** Of the widest line, in units. */
function widthOf(lines: Typeset["lines"]): number {
  let widest = 0;
  for (const runs of lines) {
    const last = runs.at(-1);
    if (last) widest = Math.max(widest, last.left + last.width);
  }
  return widest;
}

/** Puts every letter in its place. */
export function typeset(text: Text): Typeset {
  const lines = text.words.split("\n").map(runsOf);
  const faces = FACES.filter((face) => lines.some((runs) => runs.some((run) => run.face === face)));
  return { text, faces, lines };
}

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let left = 0;
  for (const { words, face } of fromOnePlace(line)) {
    let width = 0;
    for (const letter of words) width += widthOfLetter(letter, face);
    runs.push({ words, left, width, face });
    left += width;
  }
  return runs;
}

function fromOnePlace(line: string): Pick<Run, "words" | "face">[] {
  return fromLeftToRight(line).flatMap((part) => {
    if (FROM_THE_RIGHT.test(part)) return [{ words: part, face: null }];
    const found: { words: string; face: Face | null }[] = [];
    for (const letter of part) {
      const face = FACES.find((one) => widths(one).has(letter)) ?? null;
      const last = found.at(-1);
      if (last?.face === face) last.words += letter;
      else found.push({ words: letter, face });
    }
    return found;
  });
}

/** Parts a line where what runs from the left meets what runs from the right. */
function fromLeftToRight(line: string): string[] {
  if (!FROM_THE_RIGHT.test(line)) return [line];
  const first = DIRECTED.exec(line)?.[0] ?? "";
  if (FROM_THE_RIGHT.test(first)) return line.split(WORDS_FROM_THE_LEFT).reverse();
  return line.split(WORDS_FROM_THE_RIGHT);
}

/** Reckons the width of a letter that neither face has. */
export function widthElsewhere(letter: string): number {
  if (NO_WIDTH.test(letter)) return 0;
  return (letter.codePointAt(0) as number) >= FIRST_WIDE ? WIDE : NARROW;
}

function widthOfLetter(letter: string, face: Face | null): number {
  return face ? (widths(face).get(letter) as number) : widthElsewhere(letter);
}

const known = new Map<Face, ReadonlyMap<string, number>>();

function widths(face: Face): ReadonlyMap<string, number> {
  const found = known.get(face) ?? readWidths(face === "hanken" ? HANKEN : VOLLKORN);
  known.set(face, found);
  return found;
}

/** Runs of letters: the first one's number, and how wide each is. */
function readWidths(table: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const run of table.split(" ")) {
    const [first = "", advances = ""] = run.split(":");
    for (const [index, advance] of advances.split(",").entries()) {
      const letter = String.fromCodePoint(Number.parseInt(first, 36) + index);
      found.set(letter, Number.parseInt(advance, 36));
    }
  }
  return found;
}

/** A run of a text, in px. */
export interface Placed {
  readonly run: Run;
  readonly left: number;
  readonly baseline: number;
  readonly width: number;
}

/** Where the runs of a text lie, those lines that may be seen between two heights. */
export function* placedRuns(
  { text, lines }: Typeset,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): Generator<Placed, void> {
  const unit = text.size / UNITS_PER_PIXEL / EM;
  const [left, top] = [text.x / UNITS_PER_PIXEL, text.y / UNITS_PER_PIXEL];
  for (const [number, runs] of lines.entries()) {
    const baseline = top + (number * LINE + BASELINE) * unit;
    if (baseline - (BASELINE + OVERHANG) * unit > to || baseline + LINE * unit < from) continue;
    for (const run of runs) {
      yield { run, left: left + run.left * unit, baseline, width: run.width * unit };
    }
  }
}

/** Traces our letters of a run in px, smooth enough to be shown `scale` times as large. */
export function traceRun(
  { text }: Typeset,
  { run, baseline }: Placed,
  letters: Letters,
  scale: number,
  sink: PathSink,
): void {
  const unit = text.size / UNITS_PER_PIXEL / EM;
  const left = text.x / UNITS_PER_PIXEL;
  let pen = run.left;
  for (const letter of run.words) {
    for (const contour of letters.contours(letter)) {
      traceContour(contour, { left, pen, baseline, unit }, scale, sink);
    }
    pen += widthOfLetter(letter, run.face);
  }
}

interface Place {
  readonly left: number;
  readonly pen: number;
  readonly baseline: number;
  readonly unit: number;
}

/** Follows the curves of a TrueType outline, which begins on one. */
function traceContour(
  { x, y, on }: Contour,
  { left, pen, baseline, unit }: Place,
  scale: number,
  sink: PathSink,
): void {
  const count = x.length;
  const across = (index: number) => left + (pen + (x[index % count] as number)) * unit;
  const down = (index: number) => baseline + (y[index % count] as number) * unit;
  let [hx, hy] = [across(0), down(0)];
  sink.moveTo(hx, hy);
  for (let index = 1; index <= count; index++) {
    if (on[index % count]) {
      if (!on[index - 1]) continue;
      [hx, hy] = [across(index), down(index)];
      if (index < count) sink.lineTo(hx, hy);
      continue;
    }
    const [px, py] = [across(index), down(index)];
    let [bx, by] = [across(index + 1), down(index + 1)];
    if (!on[(index + 1) % count]) [bx, by] = [(px + bx) * 0.5, (py + by) * 0.5];
    traceCurve(hx, hy, px, py, bx, by, scale, sink);
    [hx, hy] = [bx, by];
    if (index + 1 < count) sink.lineTo(hx, hy);
  }
  sink.closePath();
}

/** Traces what lies between the ends of a quadratic curve. */
function traceCurve(
  ax: number,
  ay: number,
  px: number,
  py: number,
  bx: number,
  by: number,
  scale: number,
  sink: PathSink,
): void {
  const [ex, ey] = [ax - 2 * px + bx, ay - 2 * py + by];
  const wanted = Math.ceil(Math.sqrt((Math.sqrt(ex * ex + ey * ey) * scale) / TOLERANCE));
  const steps = Math.min(Math.max(wanted, 1), MAX_STEPS);
  for (let step = 1; step < steps; step++) {
    const t = step / steps;
    const w = 1 - t;
    const [a, b, c] = [w * w, 2 * w * t, t * t];
    sink.lineTo(a * ax + b * px + c * bx, a * ay + b * py + c * by);
  }
}
