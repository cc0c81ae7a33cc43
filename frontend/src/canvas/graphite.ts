/**
 * What a pencil leaves on paper: the tooth, and how much of it two deposits cover. Pure.
 *
 * It is told in canvas/graphite.py, its twin; both obey tests/wire/graphite.json.
 */

import { BRUSH, type Stroke, type Style } from "./strokes";

const SIDE = 256; // texels
/** Paper units. */
export const TEXEL = 0.5;
/** The last level that shows a grain, and the one of a single texel. */
const COARSEST = 4;
export const FLAT = 8;
/** Pixels that a texel is large at least. */
const SHARP = 0.75;

/** How much is covered, from 0 to 255: `least` up to the height `hollow`, then ever more. */
interface Deposit {
  readonly least: number;
  readonly most: number;
  readonly hollow: number;
  /** In 1/256. */
  readonly slope: number;
}

/** Of a pencil's line, and of its core. */
const DEPOSITS: readonly Deposit[] = [
  { least: 22, most: 165, hollow: 10, slope: 260 },
  { least: 10, most: 175, hollow: 0, slope: 290 },
];

/** A pencil's line, and its core: what a brush of three quarters its size would draw. */
export function strokesOf(stroke: Stroke): readonly Stroke[] {
  const { style } = stroke;
  const core: Style = { ...style, tool: BRUSH, size: Math.max((style.size * 3) >> 2, 1) };
  return [stroke, { ...stroke, style: core }];
}

/** Which level shows the tooth where a unit of the paper is `scale` pixels large. */
export function levelAt(scale: number): number {
  for (let level = 0; level <= COARSEST; level++) {
    if (TEXEL * 2 ** level * scale >= SHARP) return level;
  }
  return FLAT;
}

/** How many texels a level has to a side. */
export function sideOf(level: number): number {
  return SIDE >> level;
}

const covered = new Map<string, Uint8Array>();

/** How much a deposit covers of each texel of a level, row after row. */
export function coverage(deposit: number, level: number): Uint8Array {
  const key = `${deposit}/${level}`;
  const found = covered.get(key) ?? cover(deposit, level);
  covered.set(key, found);
  return found;
}

function cover(deposit: number, level: number): Uint8Array {
  return level === 0
    ? tooth().map((height) => coverOf(DEPOSITS[deposit] as Deposit, height))
    : halved(coverage(deposit, level - 1), sideOf(level));
}

function coverOf({ least, most, hollow, slope }: Deposit, height: number): number {
  const shade = Math.min(Math.max(((height - hollow) * slope) >> 8, 0), 255);
  return least + Math.floor(((most - least) * shade) / 255);
}

function halved(finer: Uint8Array, side: number): Uint8Array {
  const at = (index: number) => finer[index] as number;
  return new Uint8Array(side * side).map((_, index) => {
    const corner = 2 * (index % side) + 4 * side * Math.floor(index / side);
    const below = corner + 2 * side;
    return (at(corner) + at(corner + 1) + at(below) + at(below + 1) + 2) >> 2;
  });
}

let made: Uint8Array | null = null;

/** The heights of the paper, as many of each. */
function tooth(): Uint8Array {
  made ??= ranked(heights());
  return made;
}

function heights(): Uint16Array {
  const hills = around(noise(0));
  return noise(1).map((speck, index) => 2 * (hills[index] as number) + 3 * speck);
}

/** In place of each value, how many are lower, of 256. */
function ranked(values: Uint16Array): Uint8Array {
  const lower = new Uint32Array(2 ** 16);
  for (const value of values) (lower[value + 1] as number)++;
  for (let value = 1; value < lower.length; value++) {
    lower[value] = (lower[value] as number) + (lower[value - 1] as number);
  }
  return Uint8Array.from(values, (value) => ((lower[value] as number) * 256) / values.length);
}

function noise(field: number): Uint16Array {
  const start = field * SIDE * SIDE + 1;
  return new Uint16Array(SIDE * SIDE).map((_, index) => mixed(start + index) >>> 24);
}

/** Mixes the bits of a number of 32 bits until nobody sees an order in them. */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}

/** The sums of the 3 × 3 around each texel; what leaves the field comes back in. */
function around(field: Uint16Array): Uint16Array {
  return across(across(field));
}

/** Sums along the rows, and turns rows into columns. */
function across(field: Uint16Array): Uint16Array {
  return field.map((_, index) => {
    const [row, column] = [(index % SIDE) * SIDE, Math.floor(index / SIDE)];
    const at = (place: number) => field[row + (place % SIDE)] as number;
    return at(column + SIDE - 1) + at(column) + at(column + 1);
  });
}
