/**
 * The binary stroke codec: one stroke, or the new piece of a live one, as bytes.
 *
 * The layout is told in canvas/strokes.py, its twin; both obey tests/wire/strokes.json.
 */

export const UNITS_PER_PIXEL = 16;
export const MAX_COORDINATE = 2 ** 27; // units of 1/16 px
export const MAX_SIZE = 1024 * UNITS_PER_PIXEL;
export const MAX_POINTS = 5000;
export const MAX_DT = 65535;

export const PEN = 1;
export const BRUSH = 2;
export const MARKER = 3;
export const ERASER = 4;
/** In operations and signals of its own: pages of before know neither. */
export const PENCIL = 5;
export type Tool = typeof PEN | typeof BRUSH | typeof MARKER | typeof ERASER | typeof PENCIL;

/** What all points of a stroke share. */
export interface Style {
  tool: Tool;
  /** 0xRRGGBB */
  color: number;
  /** Width at full pressure in 1/16 px, 1..16384. */
  size: number;
  /** 0..255 */
  opacity: number;
}

/** Columns of equal length, 1..5000 points. */
export interface Stroke {
  style: Style;
  /** 1/16 px, like y. */
  x: Int32Array;
  y: Int32Array;
  /** 0..255 */
  pressure: Uint8Array;
  /** Milliseconds since the point before. */
  dt: Uint16Array;
}

/** These bytes, or these numbers, are no stroke; the message says why, in the words of the wire. */
export class StrokeError extends Error {
  override name = "StrokeError";
}

const TOOLS: ReadonlySet<number> = new Set([PEN, BRUSH, MARKER, ERASER, PENCIL]);
const STYLE_BYTES = 5;
const MAX_BYTES_PER_POINT = 5 + 5 + 2 + 3;

type Column = Int32Array | Uint8Array | Uint16Array;

/** Throws StrokeError if the stroke breaks a limit, so that whatever was encoded decodes. */
export function encodeStroke(stroke: Stroke): Uint8Array<ArrayBuffer> {
  checkStroke(stroke);
  const { style, x, y, pressure, dt } = stroke;
  const writer = new Writer(STYLE_BYTES + 6 + x.length * MAX_BYTES_PER_POINT);
  writer.byte(style.tool);
  writer.byte(style.color >>> 16);
  writer.byte((style.color >>> 8) & 0xff);
  writer.byte(style.color & 0xff);
  writer.byte(style.opacity);
  writer.varint(style.size);
  writer.varint(x.length);
  for (const column of [x, y, pressure]) writeDifferences(writer, column);
  for (const milliseconds of dt) writer.varint(milliseconds);
  return writer.written();
}

/** Throws StrokeError unless the bytes are exactly one stroke within all limits. */
export function decodeStroke(bytes: Uint8Array): Stroke {
  if (bytes.length < STYLE_BYTES) throw new StrokeError("truncated");
  const reader = new Reader(bytes);
  const tool = reader.byte();
  const color = (reader.byte() << 16) | (reader.byte() << 8) | reader.byte();
  const opacity = reader.byte();
  reader.expect(2);
  const style = { tool: tool as Tool, color, opacity, size: reader.varint() };
  const count = reader.varint();
  checkStyle(style);
  checkCount(count);
  const x = readSums(reader, new Int32Array(count), "coordinate", MAX_COORDINATE);
  const y = readSums(reader, new Int32Array(count), "coordinate", MAX_COORDINATE);
  const pressure = readSums(reader, new Uint8Array(count), "pressure", 255);
  const dt = readTimes(reader, count);
  if (!reader.done) throw new StrokeError("trailing bytes");
  return { style, x, y, pressure, dt };
}

/** Null for what a newer version has drawn, or damage: a picture without it is better than none. */
export function readStroke(bytes: Uint8Array): Stroke | null {
  try {
    return decodeStroke(bytes);
  } catch (error) {
    if (error instanceof StrokeError) return null;
    throw error;
  }
}

/** Throws StrokeError if the stroke breaks a limit of the format. */
export function checkStroke(stroke: Stroke): void {
  const { style, x, y, pressure, dt } = stroke;
  checkStyle(style);
  checkCount(x.length);
  if (y.length !== x.length || pressure.length !== x.length || dt.length !== x.length) {
    throw new StrokeError("columns of different lengths");
  }
  for (const column of [x, y]) {
    for (const value of column) checkWithin(value, "coordinate", -MAX_COORDINATE, MAX_COORDINATE);
  }
}

function checkStyle(style: Style): void {
  if (!TOOLS.has(style.tool)) throw new StrokeError("unknown tool");
  checkWithin(style.color, "color", 0, 0xffffff);
  checkWithin(style.size, "size", 1, MAX_SIZE);
  checkWithin(style.opacity, "opacity", 0, 255);
}

function checkWithin(value: number, what: string, least: number, most: number): void {
  if (!(value >= least && value <= most && Number.isInteger(value))) {
    throw new StrokeError(`${what} out of range`);
  }
}

function checkCount(count: number): void {
  if (count < 1 || count > MAX_POINTS) throw new StrokeError("bad number of points");
}

/** The first value and the differences, small ones of either sign as small numbers. */
function writeDifferences(writer: Writer, column: Column): void {
  let before = 0;
  for (const value of column) {
    const difference = value - before;
    writer.varint(((difference << 1) ^ (difference >> 31)) >>> 0);
    before = value;
  }
}

function readSums<C extends Column>(reader: Reader, into: C, what: string, most: number): C {
  const least = what === "coordinate" ? -most : 0;
  reader.read(into.length);
  let sum = 0;
  for (let index = 0; index < into.length; index++) {
    const zigzag = reader.numbers[index] as number;
    sum += (zigzag >>> 1) ^ -(zigzag & 1);
    if (sum < least || sum > most) throw new StrokeError(`${what} out of range`);
    into[index] = sum;
  }
  return into;
}

function readTimes(reader: Reader, count: number): Uint16Array {
  const times = new Uint16Array(count);
  reader.read(count);
  for (let index = 0; index < count; index++) {
    const milliseconds = reader.numbers[index] as number;
    if (milliseconds > MAX_DT) throw new StrokeError("time out of range");
    times[index] = milliseconds;
  }
  return times;
}

class Writer {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#at++] = rest;
  }

  written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#at);
  }
}

/** Room for one column, used by every Reader in turn: decoding is never interrupted. */
const COLUMN = new Uint32Array(MAX_POINTS);

class Reader {
  /** What `read` read last. */
  readonly numbers = COLUMN;

  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Throws unless `count` more numbers can be there at all: each takes a byte or more. */
  expect(count: number): void {
    if (this.#bytes.length - this.#at < count) throw new StrokeError("truncated");
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Reads `count` numbers, nearly all of which are one or two bytes long. */
  read(count: number): void {
    this.expect(count);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = 0; index < count; index++) {
      const byte = bytes[at] ?? 0x80;
      const next = bytes[at + 1] ?? 0;
      if (byte < 0x80) {
        COLUMN[index] = byte;
        at++;
      } else if (next < 0x80 && next > 0) {
        COLUMN[index] = (byte & 0x7f) | (next << 7);
        at += 2;
      } else {
        this.#at = at;
        COLUMN[index] = this.varint();
        at = this.#at;
      }
    }
    this.#at = at;
  }

  /** A number below 2**32; anything cut off, padded or larger throws. */
  varint(): number {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 28; unit *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || (byte === 0 && unit > 1)) break;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) {
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new StrokeError("bad number");
  }
}
