/** Operations that put something on the paper, as the scene knows them. Pure. */

import { changedImage, changedStroke, changedText } from "./changes";
import { encodeImage, type PlacedImage, readImage } from "./images";
import { type Box, boxOf, typeset } from "./lettering/lettering";
import type { ChangeList } from "./lying";
import { type Draft, encodeLine, IMAGE, type Numbered, PENCIL, STROKE, TEXT } from "./messages";
import type { Matter, SceneItem } from "./scene";
import { MAX_COORDINATE, PEN, readStroke, type Stroke } from "./strokes";
import { encodeText, readText, type Text } from "./texts";

/** The colour of what has many: seen in another ink, it is pointed out, or shown to be somebody's. */
export const OWN_COLORS = -1;
/** As a marker's ink: what is under a tint is still to be recognised. */
const TINTED = 254;

/** Null for what a newer version has made, or damage: a picture without it is better than none. */
export function readItem(operation: Numbered): SceneItem | null {
  const { id, seq, author, at } = operation;
  const matter = readMatter(operation);
  return matter && { id, seq, author, at, ...matter };
}

function readMatter({ kind, body }: Numbered): Matter | null {
  switch (kind) {
    case STROKE:
    case PENCIL: {
      const stroke = readStroke(body);
      return stroke && { stroke };
    }
    case TEXT: {
      const text = readText(body);
      return text && textMatter(text);
    }
    case IMAGE: {
      const image = readImage(body);
      return image && imageMatter(image);
    }
    default:
      return null;
  }
}

/** What puts such a thing on the paper: the kind of an operation, and its body. */
export function encodeMatter({ stroke, text, image }: Matter): Pick<Draft, "kind" | "body"> {
  if (text) return { kind: TEXT, body: encodeText(text.text) };
  if (image) return { kind: IMAGE, body: encodeImage(image) };
  return encodeLine(stroke);
}

/** An item as it lies after some changes. */
export function changedItem(item: SceneItem, changes: ChangeList): SceneItem {
  const { id, seq, author, at } = item;
  return { id, seq, author, at, ...changedMatter(matterOf(item), changes) };
}

/** The part of an item that is how it looks, and nothing else. */
export function matterOf(item: Matter): Matter {
  return { stroke: item.stroke, ...lookOf(item) };
}

/** What makes an item something else than a stroke. */
export function lookOf({ text, image }: Matter): Omit<Matter, "stroke"> | null {
  if (text) return { text };
  return image ? { image } : null;
}

/** Something as it looks after some changes. */
export function changedMatter(matter: Matter, changes: ChangeList): Matter {
  if (changes.length === 0) return matter;
  if (matter.text) return textMatter(changedText(matter.text.text, changes));
  if (matter.image) return imageMatter(changedImage(matter.image, changes));
  return { stroke: changedStroke(matter.stroke, changes) };
}

export function textMatter(text: Text): Matter {
  const set = typeset(text);
  return { stroke: lineAround(boxOf(set), text.color), text: set };
}

export function imageMatter(image: PlacedImage): Matter {
  const { x, y, width, height } = image;
  const box = { left: x, top: y, right: x + width, bottom: y + height };
  return { stroke: lineAround(box, OWN_COLORS, TINTED), image };
}

/** A thin line around a box, from its upper left corner, which is the anchor of what is in it. */
function lineAround({ left, top, right, bottom }: Box, color: number, opacity = 255): Stroke {
  return {
    style: { tool: PEN, color, size: 1, opacity },
    x: Int32Array.of(left, right, right, left, left).map(onPaper),
    y: Int32Array.of(top, top, bottom, bottom, top).map(onPaper),
    pressure: new Uint8Array(5),
    dt: new Uint16Array(5),
  };
}

function onPaper(coordinate: number): number {
  return Math.min(Math.max(coordinate, -MAX_COORDINATE), MAX_COORDINATE);
}
