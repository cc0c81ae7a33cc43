/**
 * What is done to items after they were made: moved, scaled, recoloured, brought to the front. Pure.
 *
 * Layout and arithmetic are told in canvas/changes.py, its twin; both obey tests/wire/changes.json.
 * Every product below is less than 2**53, so that doubles come to the same as Python's integers.
 */

import { MAX_EXTENT, type PlacedImage } from "./images";
import { splitIds } from "./messages";
import { MAX_COORDINATE, MAX_SIZE, type Stroke } from "./strokes";
import type { Text } from "./texts";
import { ByteReader, ByteWriter, VarintError } from "./varint";

/** The scale of what is as large as before. */
export const ONE = 2 ** 16;
export const MIN_SCALE = ONE / 64;
export const MAX_SCALE = ONE * 64;
/** 1/16 px: scaling about the far edge of the paper shifts by as much. */
export const MAX_SHIFT = 2 ** 34;

const MOVED = 1;
const RECOLOURED = 2;
const FRONTED = 4;

/** These bytes say nothing that can be done to an item. */
export class ChangeError extends Error {
  override name = "ChangeError";
}

/** All of the paper scaled about its origin, then shifted; 1/16 px. */
export interface Move {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

/** At least one of the three. */
export interface Change {
  readonly move: Move | null;
  readonly color: number | null;
  readonly fronted: boolean;
}

/** How an item lies after some changes: where its anchor is, how large, in which colour. */
export interface Look {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly color: number | null;
}

/** How an item lies whose anchor was at (x, y). */
export function lookAfter(x: number, y: number, changes: Iterable<Change>): Look {
  let look: Look = { x, y, scale: ONE, color: null };
  for (const change of changes) look = changedLook(look, change);
  return look;
}

/** How it lies once it is changed as well. */
export function changedLook(look: Look, { move, color }: Change): Look {
  const moved = move ? { ...look, ...movedLook(look, move) } : look;
  return color === null ? moved : { ...moved, color };
}

function movedLook(look: Look, { scale, dx, dy }: Move): Pick<Look, "x" | "y" | "scale"> {
  return {
    scale: Math.min(Math.max(scaled(look.scale, scale), MIN_SCALE), MAX_SCALE),
    x: held(scaled(look.x, scale) + dx),
    y: held(scaled(look.y, scale) + dy),
  };
}

export function scaled(value: number, scale: number): number {
  return Math.floor((value * scale + ONE / 2) / ONE);
}

/** The nearest coordinate that is on the paper. */
export function held(coordinate: number): number {
  return Math.min(Math.max(coordinate, -MAX_COORDINATE), MAX_COORDINATE);
}

/** How large something of an item is that was `size`: never nothing. */
export function sizeAfter(look: Look, size: number, most: number): number {
  return Math.min(Math.max(scaled(size, look.scale), 1), most);
}

/** A stroke as it lies after some changes; its first point is its anchor. */
export function changedStroke(stroke: Stroke, changes: Iterable<Change>): Stroke {
  return strokeAs(stroke, lookAfter(stroke.x[0] as number, stroke.y[0] as number, changes));
}

/** A stroke as it lies when it looks so. */
export function strokeAs(stroke: Stroke, look: Look): Stroke {
  const { style, x, y } = stroke;
  return {
    ...stroke,
    style: {
      ...style,
      color: look.color ?? style.color,
      size: sizeAfter(look, style.size, MAX_SIZE),
    },
    x: placed(x, look.x, look.scale),
    y: placed(y, look.y, look.scale),
  };
}

/** A text as it lies after some changes; its upper left corner is its anchor. */
export function changedText(text: Text, changes: Iterable<Change>): Text {
  return textAs(text, lookAfter(text.x, text.y, changes));
}

/** A text as it lies when it looks so. */
export function textAs(text: Text, look: Look): Text {
  const size = sizeAfter(look, text.size, MAX_SIZE);
  return { ...text, color: look.color ?? text.color, size, x: look.x, y: look.y };
}

/** A picture as it lies after some changes; its upper left corner is its anchor. */
export function changedImage(image: PlacedImage, changes: Iterable<Change>): PlacedImage {
  return imageAs(image, lookAfter(image.x, image.y, changes));
}

/** A picture as it lies when it looks so; no colour changes it. */
export function imageAs(image: PlacedImage, look: Look): PlacedImage {
  const width = sizeAfter(look, image.width, MAX_EXTENT);
  const height = sizeAfter(look, image.height, MAX_EXTENT);
  return { ...image, x: look.x, y: look.y, width, height };
}

function placed(column: Int32Array, anchor: number, scale: number): Int32Array {
  const first = column[0] as number;
  return column.map((value) => held(scaled(value - first, scale) + anchor));
}

/** The body of a change. */
export function encodeChange({ move, color, fronted }: Change, ids: Uint8Array): Uint8Array {
  const out = new ByteWriter(16 + ids.length);
  out.byte((move ? MOVED : 0) | (color === null ? 0 : RECOLOURED) | (fronted ? FRONTED : 0));
  if (move) {
    out.varint(move.scale);
    out.zigzag(move.dx);
    out.zigzag(move.dy);
  }
  if (color !== null) out.bytes(encodeColor(color));
  out.bytes(ids);
  return out.finish();
}

/** What is done, and the ids of what it is done to. Throws ChangeError. */
export function readChange(body: Uint8Array): { change: Change; ids: string[] } {
  const reader = new ByteReader(body);
  try {
    const what = reader.byte();
    if (what < 1 || what > (MOVED | RECOLOURED | FRONTED)) {
      throw new ChangeError("a change of an unknown kind");
    }
    const move = what & MOVED ? readMove(reader) : null;
    const color = what & RECOLOURED ? readColor(reader.bytes(3)) : null;
    const ids = splitIds(body.subarray(reader.at));
    return { change: { move, color, fronted: (what & FRONTED) !== 0 }, ids };
  } catch (error) {
    if (error instanceof VarintError) throw new ChangeError(error.message);
    throw error;
  }
}

function readMove(reader: ByteReader): Move {
  const move = { scale: reader.varint(), dx: reader.zigzag(), dy: reader.zigzag() };
  if (move.scale < MIN_SCALE || move.scale > MAX_SCALE) {
    throw new ChangeError("scale out of range");
  }
  if (Math.max(Math.abs(move.dx), Math.abs(move.dy)) > MAX_SHIFT) {
    throw new ChangeError("shift out of range");
  }
  return move;
}

/** 0xRRGGBB as it travels, which is also all that a paper says. */
export function encodeColor(color: number): Uint8Array {
  return Uint8Array.of((color >>> 16) & 0xff, (color >>> 8) & 0xff, color & 0xff);
}

/** Throws ChangeError. */
export function readColor(data: Uint8Array): number {
  const [red, green, blue] = data;
  if (data.length !== 3) throw new ChangeError("a colour is three bytes");
  return ((red as number) << 16) | ((green as number) << 8) | (blue as number);
}
