/** Where things are that lie otherwise than they were made, found without making all of them. (pure) */

import { type Look, textAs } from "../canvas/changes";
import { matterBounds } from "../canvas/engine/marks/matter";
import type { Bounds } from "../canvas/engine/view/bounds";
import type { Matter } from "../canvas/scene";
import type { Stroke } from "../canvas/strokes";
import { matterAs } from "./appearing";

/** Things by what made them: each is gone through once, however often it is moved. */
export class Edges {
  readonly #outermost = new Map<number, Matter>();

  /** The very edges of what an operation made when it looks so, as `matterBounds` finds them. */
  boundsAs(operation: number, made: Matter, look: Look): Bounds {
    const { stroke, text } = made;
    // A text has its letters in the same places at every size.
    if (text) return matterBounds({ stroke, text: { ...text, text: textAs(text.text, look) } });
    return matterBounds(matterAs(this.#outermostOf(operation, made), look));
  }

  #outermostOf(operation: number, made: Matter): Matter {
    const known = this.#outermost.get(operation);
    if (known) return known;
    const found = made.image ? made : { stroke: outermost(made.stroke) };
    this.#outermost.set(operation, found);
    return found;
  }
}

/**
 * A few points with the edges of all, wherever they are moved to: moving and holding on the paper keep
 * coordinates in order, so that the leftmost one stays the leftmost. The first is the anchor.
 */
function outermost({ style, x, y, pressure }: Stroke): Stroke {
  const hardest = pressure.reduce((most, one) => Math.max(most, one));
  return {
    style,
    x: Int32Array.of(x[0] as number, ...ends(x)),
    y: Int32Array.of(y[0] as number, ...ends(y)),
    pressure: new Uint8Array(3).fill(hardest),
    dt: new Uint16Array(3),
  };
}

function ends(column: Int32Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of column) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
