/**
 * What travels on a drawing's channel, read and written in one place.
 *
 * The twin of canvas/messages.py; tests/wire/messages.json holds both to the same bytes. Binary
 * messages start with a byte that says what they are; JSON messages are tagged by `type`.
 */

import {
  decodeStroke,
  encodeStroke,
  type Stroke,
  PENCIL as THE_PENCIL,
  type Tool,
} from "./strokes";
import { ByteReader, ByteWriter } from "./varint";

export const VERSION = 1;
export const ID_LENGTH = 16;
export const PREFIX_LENGTH = 4;

const INK = 0x01;
const CURSOR = 0x02;
const DROPPED = 0x03;
/** Ink of a pencil, which pages of before pass over. */
const GRAPHITE = 0x04;
const OPERATION = 0x10;
const OPERATIONS = 0x11;

/** What an operation does. A number not listed here is of a newer version: kept, without effect. */
export const STROKE = 1;
export const HIDE = 2;
export const SHOW = 3;
export const CLEAR = 4;
export const CHANGE = 5; // see changes.ts
export const TEXT = 6;
export const IMAGE = 7; // see images.ts
export const PAPER = 8; // its colour
export const PENCIL = 9; // a stroke, too
export const REMOVE = 10;
export const DESCRIBE = 11; // see descriptions.ts

/** What lies on the paper, one above the other. */
export const ITEMS: ReadonlySet<number> = new Set([STROKE, TEXT, IMAGE, PENCIL]);

/** That one operation may name. */
export const MAX_IDS = 1000;
/** More than that: in the stack, as many places at one `seq`. */
export const MOST_IDS = 1024;

/** An operation before it has a number. */
export interface Draft {
  /** 32 hexadecimal digits: 16 random bytes. */
  readonly id: string;
  readonly kind: number;
  readonly body: Uint8Array;
}

/** An operation with its place in the log. */
export interface Numbered extends Draft {
  readonly seq: number;
  /** Participant number. */
  readonly author: number;
  /** Milliseconds from the drawing's creation to the commit. */
  readonly at: number;
}

export interface Participant {
  readonly number: number;
  readonly name: string;
  /** 0 to 7, an index into the people's hues. */
  readonly hue: number;
  readonly guest: boolean;
}

export type Right = "none" | "watch" | "draw" | "own";

/** What others' pens do now; never stored. */
export type Signal =
  | {
      readonly type: "ink";
      readonly prefix: string;
      readonly offset: number;
      readonly piece: Stroke;
    }
  | { readonly type: "cursor"; readonly x: number; readonly y: number; readonly tool: number }
  | { readonly type: "dropped"; readonly prefix: string };

export type Binary = Signal | { readonly type: "operations"; readonly operations: Numbered[] };

/** What the server says in JSON. */
export type Answer =
  | {
      readonly type: "entered";
      readonly you: number;
      readonly right: Right;
      readonly title: string;
      readonly head: number;
      readonly participants: Participant[];
    }
  | { readonly type: "head"; readonly head: number; readonly right: Right }
  | {
      readonly type: "acknowledged";
      readonly id: string;
      readonly seq: number;
      readonly at: number;
    }
  | {
      readonly type: "refused";
      readonly id: string;
      readonly reason: string;
      readonly final: boolean;
    }
  | { readonly type: "renamed"; readonly title: string; readonly by: number }
  | { readonly type: "introduced"; readonly participant: Participant }
  | { readonly type: "access_changed" }
  | { readonly type: "gone"; readonly reason: "deleted" | "closed" };

export type ReadRequest =
  | { readonly type: "enter"; readonly version: number; readonly applied: number }
  | { readonly type: "since" | "check"; readonly applied: number };

/** What we ask of the log, having applied so much of it. */
export function encodeQuestion(type: ReadRequest["type"], applied: number): ReadRequest {
  return type === "enter" ? { type, version: VERSION, applied } : { type, applied };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** The part of an operation's id that tells one person's open strokes apart. */
export function prefixOf(id: string): string {
  return id.slice(0, 2 * PREFIX_LENGTH);
}

export function encodeInk(id: string, offset: number, piece: Stroke): Uint8Array {
  const out = new ByteWriter();
  out.byte(isOfPencil(piece) ? GRAPHITE : INK);
  out.bytes(fromHex(prefixOf(id)));
  out.varint(offset);
  out.bytes(encodeStroke(piece));
  return out.finish();
}

export function encodeCursor(x: number, y: number, tool: Tool): Uint8Array {
  const out = new ByteWriter(12);
  out.byte(CURSOR);
  out.zigzag(x);
  out.zigzag(y);
  out.byte(tool);
  return out.finish();
}

export function encodeDropped(id: string): Uint8Array {
  const out = new ByteWriter(1 + PREFIX_LENGTH);
  out.byte(DROPPED);
  out.bytes(fromHex(prefixOf(id)));
  return out.finish();
}

export function encodeOperation(draft: Draft): Uint8Array {
  const out = new ByteWriter(2 + ID_LENGTH + draft.body.length);
  out.byte(OPERATION);
  out.bytes(fromHex(draft.id));
  out.byte(draft.kind);
  out.bytes(draft.body);
  return out.finish();
}

/** What keeps a stroke: the kind of an operation, and its body. */
export function encodeLine(stroke: Stroke): Pick<Draft, "kind" | "body"> {
  return { kind: isOfPencil(stroke) ? PENCIL : STROKE, body: encodeStroke(stroke) };
}

function isOfPencil({ style }: Stroke): boolean {
  return style.tool === THE_PENCIL;
}

/** The body of a hide or show. */
export function joinIds(ids: readonly string[]): Uint8Array {
  const out = new ByteWriter(ids.length * ID_LENGTH);
  for (const id of ids) out.bytes(fromHex(id));
  return out.finish();
}

export function splitIds(body: Uint8Array): string[] {
  const ids: string[] = [];
  for (let at = 0; at + ID_LENGTH <= body.length; at += ID_LENGTH) {
    ids.push(toHex(body.subarray(at, at + ID_LENGTH)));
  }
  return ids;
}

/**
 * Reads a binary message of the server; null for a kind of a newer version. Throws VarintError or
 * StrokeError where the bytes are damaged.
 */
export function parseBinary(data: Uint8Array): Binary | null {
  const reader = new ByteReader(data);
  switch (reader.byte()) {
    case INK:
    case GRAPHITE:
      return parseInk(reader, data);
    case CURSOR:
      return { type: "cursor", x: reader.zigzag(), y: reader.zigzag(), tool: reader.byte() };
    case DROPPED:
      return { type: "dropped", prefix: toHex(reader.bytes(PREFIX_LENGTH)) };
    case OPERATIONS:
      return { type: "operations", operations: [...readLog(data.subarray(reader.at))] };
    default:
      return null;
  }
}

function parseInk(reader: ByteReader, data: Uint8Array): Signal {
  const prefix = toHex(reader.bytes(PREFIX_LENGTH));
  const offset = reader.varint();
  return { type: "ink", prefix, offset, piece: decodeStroke(data.subarray(reader.at)) };
}

/**
 * Reads operations one after the other, their bodies as views. Throws VarintError where the bytes
 * are damaged.
 */
export function* readLog(data: Uint8Array): Generator<Numbered> {
  const reader = new ByteReader(data);
  while (!reader.done) {
    const seq = reader.varint();
    const id = toHex(reader.bytes(ID_LENGTH));
    const kind = reader.byte();
    const author = reader.varint();
    const at = reader.varint();
    yield { seq, id, kind, author, at, body: reader.bytes(reader.varint()) };
  }
}
