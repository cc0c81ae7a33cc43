/**
 * The envelope: what a text or binary frame may be, in both directions. Pure.
 *
 * Mirrors drawnby/sockets/frames.py; tests/wire/frames.json holds examples that both obey. The
 * server's text is ASCII, so its length here is its length in bytes there.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export class FrameError extends Error {
  override name = "FrameError";
}

/** Of the envelope; the server says its own when it says hello. */
export const FRAMES_VERSION = 1;
export const MAX_FRAME = 64 * 1024;
export const MAX_DEPTH = 16;
export const MAX_NUMBER = 2 ** 53;
const MAX_VARINT = 2 ** 32 - 1;

export const EVERYONE = 0;
export const YOU_ALONE = 2 ** 32 - 1;

export interface Entry {
  readonly session: string;
  readonly number: number;
  readonly meta: Json;
}

export interface Refusal {
  reason: string;
  about: string;
  [key: string]: Json;
}

export interface PresenceNews {
  here?: Entry[];
  joined?: Entry[];
  left?: Entry[];
}

export type ServerFrame =
  | { kind: "connected"; session: string; number: number; version: number }
  | { kind: "subscribed"; channel: string; handle: number }
  | { kind: "invited"; channel: string }
  | { kind: "unsubscribed"; channel: string }
  | { kind: "refused"; channel: string | null; refusal: Refusal }
  | { kind: "message"; channel: string | null; data: Json }
  | { kind: "answer"; ask: number; data: Json }
  | { kind: "batch"; channel: string | null; records: [sender: number, data: Json][] }
  | { kind: "presence"; channel: string; news: PresenceNews }
  | { kind: "beat" }
  | { kind: "error"; channel: string | null; reason: string; id?: string };

/** A text frame of the server. Its shape is trusted: the server is ours. Unknown kinds are not. */
export function decodeText(text: string): ServerFrame {
  const [kind, channel, data] = parse(text);
  switch (kind) {
    case "connected":
    case "answer":
    case "beat":
      return { kind, ...(data as object) } as ServerFrame;
    case "subscribed":
    case "invited":
    case "unsubscribed":
    case "error":
      return { kind, channel, ...(data as object) } as ServerFrame;
    case "refused":
      return { kind, channel, refusal: data as Refusal };
    case "message":
      return { kind, channel, data };
    case "batch":
      return { kind, channel, records: data as [number, Json][] };
    case "presence":
      return { kind, channel, news: data } as ServerFrame;
    default:
      throw new FrameError("unknown frame");
  }
}

function parse(text: string): [kind: string, channel: string | null, data: Json] {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    throw new FrameError("not JSON");
  }
  if (!Array.isArray(frame) || frame.length !== 3) throw new FrameError("unknown frame");
  return frame as [string, string | null, Json];
}

export type ClientKind = "subscribe" | "unsubscribe" | "message" | "ask" | "beat";

/** A text frame of the client; FrameError for what the server would not take. */
export function encodeText(kind: ClientKind, channel: string | null, data: Json): string {
  if (channel !== null) checkName(channel);
  checkJson(data, MAX_DEPTH, kind);
  const text = JSON.stringify([kind, channel, data]);
  if (text.length > MAX_FRAME) throw new FrameError("frame too big");
  return text;
}

/** A channel's name: 1 to 200 printable characters. */
export function checkName(name: string): void {
  if (/^[ -~]{1,200}$/.test(name)) return; // the other takes a browser milliseconds to prepare
  if (!/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]{1,200}$/u.test(name)) {
    throw new FrameError(`${name} is no channel's name`);
  }
}

/** Refuse what is JSON, or looks like it, and would fail on its way to the others. */
export function checkJson(value: Json, depth = MAX_DEPTH, where = ""): void {
  switch (typeof value) {
    case "string":
      checkString(value);
      break;
    case "number":
      if (!(Math.abs(value) <= MAX_NUMBER)) throw new FrameError("number too big");
      break;
    case "boolean":
      break;
    case "object":
      if (value !== null) checkContainer(value, depth, where);
      break;
    default:
      throw new FrameError(`${where} ${typeof value} is not JSON`);
  }
}

function checkContainer(
  value: Json[] | { [key: string]: Json },
  depth: number,
  where: string,
): void {
  if (depth === 0) throw new FrameError("nested too deeply");
  const list = Array.isArray(value);
  for (const [key, item] of Object.entries(value)) {
    if (!list) checkString(key);
    checkJson(item, depth - 1, list ? `${where}[${key}]` : `${where}.${key}`);
  }
}

function checkString(text: string): void {
  if (text.includes("\0")) throw new FrameError("NUL in a string");
  if (/[\ud800-\udfff]/u.test(text)) throw new FrameError("half a character in a string");
}

/** A binary frame of the client. */
export function encodeBinary(handle: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = encodeVarint(handle);
  const frame = new Uint8Array(head.length + payload.length);
  if (frame.length > MAX_FRAME) throw new FrameError("frame too big");
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}

export interface BinaryRecord {
  readonly sender: number;
  readonly payload: Uint8Array;
}

/** A binary frame of the server: messages of several senders. Payloads are views, not copies. */
export function decodeBinary(frame: Uint8Array): { handle: number; records: BinaryRecord[] } {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let [handle, position] = decodeVarint(frame, 0);
  const records: BinaryRecord[] = [];
  while (position < frame.length) {
    if (position + 4 > frame.length) throw new FrameError("record cut short");
    const sender = view.getUint32(position, true);
    const [length, start] = decodeVarint(frame, position + 4);
    position = start + length;
    if (position > frame.length) throw new FrameError("record cut short");
    records.push({ sender, payload: frame.subarray(start, position) });
  }
  return { handle, records };
}

/** LEB128: seven bits a byte, lowest first. Multiplied, not shifted: 32 bits do not fit a shift. */
export function encodeVarint(value: number): Uint8Array {
  if (!(Number.isInteger(value) && value >= 0 && value <= MAX_VARINT)) {
    throw new FrameError("number out of range");
  }
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
  return Uint8Array.from(bytes);
}

/** The value, and the position after it; FrameError unless it has the one shortest form. */
export function decodeVarint(bytes: Uint8Array, position: number): [number, number] {
  let value = 0;
  let scale = 1;
  for (let index = position; index < position + 5; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) break;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (value > MAX_VARINT || (byte === 0 && scale > 1)) {
        throw new FrameError("number out of range");
      }
      return [value, index + 1];
    }
    scale *= 0x80;
  }
  throw new FrameError("number cut short");
}
