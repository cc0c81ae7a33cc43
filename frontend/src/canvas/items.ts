/** Operations that put something on the paper, as the scene knows them. Pure. */

import { type Change, changedStroke } from "./changes";
import { type Numbered, STROKE } from "./messages";
import type { SceneItem } from "./scene";
import { readStroke } from "./strokes";

/** Null for what a newer version has made, or damage: a picture without it is better than none. */
export function readItem({ id, seq, author, at, kind, body }: Numbered): SceneItem | null {
  switch (kind) {
    case STROKE: {
      const stroke = readStroke(body);
      return stroke && { id, seq, author, at, stroke };
    }
    default:
      return null;
  }
}

/** An item as it lies after some changes. */
export function changedItem(item: SceneItem, changes: readonly Change[]): SceneItem {
  const { id, seq, author, at, stroke } = item;
  return {
    id,
    seq,
    author,
    at,
    stroke: changes.length > 0 ? changedStroke(stroke, changes) : stroke,
  };
}
