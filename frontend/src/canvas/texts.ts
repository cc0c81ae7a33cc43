/**
 * Words on the paper: one text as bytes. Pure.
 *
 * The layout is told in canvas/texts.py, its twin; both obey tests/wire/texts.json.
 */

import { MAX_COORDINATE, MAX_SIZE } from "./strokes";
import { ByteReader, ByteWriter, VarintError } from "./varint";

export const MAX_CHARACTERS = 2000;
const STYLE_BYTES = 4;

/** What the words are set in. */
export const PLAIN = 1;

export interface Text {
  readonly face: number;
  /** 0xRRGGBB */
  readonly color: number;
  /** An em, in 1/16 px. */
  readonly size: number;
  /** The upper left corner, in 1/16 px. */
  readonly x: number;
  readonly y: number;
  readonly words: string;
}

/** These bytes, or these words, are no text; the message says why, in the words of the wire. */
export class TextError extends Error {
  override name = "TextError";
}

export const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
export const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
export const INKED = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Throws TextError if the text breaks a rule, so that whatever was encoded decodes. */
export function encodeText(text: Text): Uint8Array<ArrayBuffer> {
  check(text);
  const out = new ByteWriter(24 + text.words.length);
  out.byte(text.face);
  out.byte(text.color >>> 16);
  out.byte((text.color >>> 8) & 0xff);
  out.byte(text.color & 0xff);
  out.varint(text.size);
  out.zigzag(text.x);
  out.zigzag(text.y);
  out.bytes(new TextEncoder().encode(text.words));
  return out.finish();
}

/** Throws TextError or VarintError unless the bytes are exactly one text within all limits. */
export function decodeText(data: Uint8Array): Text {
  if (data.length < STYLE_BYTES) throw new TextError("truncated");
  const reader = new ByteReader(data);
  const face = reader.byte();
  const color = (reader.byte() << 16) | (reader.byte() << 8) | reader.byte();
  const [size, x, y] = [reader.varint(), reader.zigzag(), reader.zigzag()];
  const text = { face, color, size, x, y, words: decodeWords(data.subarray(reader.at)) };
  check(text);
  return text;
}

/** The text in some bytes; null where they are none for us. */
export function readText(data: Uint8Array): Text | null {
  try {
    return decodeText(data);
  } catch (error) {
    if (error instanceof TextError || error instanceof VarintError) return null;
    throw error;
  }
}

/** Throws TextError where so many characters cannot have so many bytes, or not these. */
export function decodeWords(data: Uint8Array, most = MAX_CHARACTERS): string {
  if (data.length > 4 * most) throw new TextError("too long");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new TextError("not UTF-8");
  }
}

function check({ face, color, size, x, y, words }: Text): void {
  if (face !== PLAIN) throw new TextError("unknown face");
  if (!(color >= 0 && color <= 0xffffff)) throw new TextError("color out of range");
  if (!(size >= 1 && size <= MAX_SIZE)) throw new TextError("size out of range");
  if (!(Math.max(Math.abs(x), Math.abs(y)) <= MAX_COORDINATE)) {
    throw new TextError("coordinate out of range");
  }
  checkWords(words);
}

/** Throws TextError unless these are words, of at most so many characters. */
export function checkWords(words: string, most = MAX_CHARACTERS): void {
  if ([...words].length > most) throw new TextError("too long");
  if (words.search(DIRECTION_CONTROLS) >= 0) {
    throw new TextError("characters that turn the direction of what is written");
  }
  if (words.search(CONTROLS) >= 0) throw new TextError("control characters");
  if (words.normalize("NFC") !== words) throw new TextError("not in Unicode's form C");
  if (!INKED.test(words)) throw new TextError("nothing to read");
}
