/**
 * What a picture shows, in words, for whoever hears a drawing. Pure.
 *
 * The layout is told in canvas/descriptions.py, its twin; both obey tests/wire/descriptions.json.
 */

import { cleanWords } from "./clean_words";
import { fromHex, ID_LENGTH, toHex } from "./messages";
import { checkWords, decodeWords, TextError } from "./texts";

export const MAX_CHARACTERS = 500;

export interface Description {
  /** Of the picture's operation. */
  readonly id: string;
  /** None: it is described no more. */
  readonly words: string;
}

/** Throws TextError if the words break a rule, so that whatever was encoded decodes. */
export function encodeDescription({ id, words }: Description): Uint8Array<ArrayBuffer> {
  check(words);
  const told = new TextEncoder().encode(words);
  const body = new Uint8Array(ID_LENGTH + told.length);
  body.set(fromHex(id));
  body.set(told, ID_LENGTH);
  return body;
}

/** Throws TextError unless the bytes are exactly one description within all limits. */
export function decodeDescription(data: Uint8Array): Description {
  const id = toHex(data.subarray(0, ID_LENGTH));
  const words = decodeWords(data.subarray(ID_LENGTH), MAX_CHARACTERS);
  if (data.length < ID_LENGTH) throw new TextError("truncated");
  check(words);
  return { id, words };
}

/** What pictures show, by their ids, after all that was said of them, in order. */
export function described(bodies: readonly Uint8Array[]): Map<string, string> {
  const said = new Map<string, string>();
  for (const body of bodies.toReversed()) {
    if (said.has(toHex(body.subarray(0, ID_LENGTH)))) continue; // and does not hold any more
    const told = readDescription(body);
    if (told) said.set(told.id, told.words);
  }
  for (const [id, words] of said) if (!words) said.delete(id);
  return said;
}

/** As somebody typed it, made such as may be kept. */
export function cleanDescription(written: string): string {
  return cleanWords([...cleanWords(written)].slice(0, MAX_CHARACTERS).join(""));
}

function readDescription(body: Uint8Array): Description | null {
  try {
    return decodeDescription(body);
  } catch (error) {
    if (error instanceof TextError) return null; // of a newer version, or damaged
    throw error;
  }
}

function check(words: string): void {
  if (words) checkWords(words, MAX_CHARACTERS);
}
