/** Operations that put something on the paper, as the scene knows them. Pure. */

import { changedStroke, changedText, type Look, lookAfter, strokeAs, textAs } from "./changes";
import { type Box, boxOf, typeset } from "./lettering/lettering";
import type { ChangeList } from "./lying";
import { type Draft, encodeLine, type Numbered, PENCIL, STROKE, TEXT } from "./messages";
import type { Matter, SceneItem } from "./scene";
import { MAX_COORDINATE, PEN, readStroke, type Stroke } from "./strokes";
import { encodeText, readText, type Text } from "./texts";

/** An operation whose item somebody may have read already. */
export interface Decoded extends Numbered {
  readonly item?: SceneItem;
}

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
    default:
      return null;
  }
}

/** What puts such a thing on the paper: the kind of an operation, and its body. */
export function encodeMatter({ stroke, text }: Matter): Pick<Draft, "kind" | "body"> {
  if (text) return { kind: TEXT, body: encodeText(text.text) };
  return encodeLine(stroke);
}

/** An item as it lies after some changes. */
export function changedItem(
  { id, seq, author, at, stroke, text }: SceneItem,
  changes: ChangeList,
): SceneItem {
  return { id, seq, author, at, ...changedMatter(text ? { stroke, text } : { stroke }, changes) };
}

/** Something as it looks after some changes. */
export function changedMatter(matter: Matter, changes: ChangeList): Matter {
  if (changes.length === 0) return matter;
  if (matter.text) return textMatter(changedText(matter.text.text, changes));
  return { stroke: changedStroke(matter.stroke, changes) };
}

/** How it was made. */
export function lookAsMade({ stroke, text }: Matter): Look {
  if (text) return lookAfter(text.text.x, text.text.y, []);
  return lookAfter(stroke.x[0] as number, stroke.y[0] as number, []);
}

/** Something as it is when it looks so. */
export function matterAs({ stroke, text }: Matter, look: Look): Matter {
  return text ? textMatter(textAs(text.text, look)) : { stroke: strokeAs(stroke, look) };
}

export function textMatter(text: Text): Matter {
  const set = typeset(text);
  return { stroke: lineAround(boxOf(set), text.color), text: set };
}

/** A thin line around a box, from its upper left corner, which is the anchor of what is in it. */
function lineAround({ left, top, right, bottom }: Box, color: number): Stroke {
  return {
    style: { tool: PEN, color, size: 1, opacity: 255 },
    x: Int32Array.of(left, right, right, left, left).map(onPaper),
    y: Int32Array.of(top, top, bottom, bottom, top).map(onPaper),
    pressure: new Uint8Array(5),
    dt: new Uint16Array(5),
  };
}

function onPaper(coordinate: number): number {
  return Math.min(Math.max(coordinate, -MAX_COORDINATE), MAX_COORDINATE);
}
