/** A pen at work, one's own or another's, as the overlay shows it. */

import type { Stroke, Style } from "../strokes";
import { type Bounds, union } from "./bounds";
import { GrowingStroke, type InkPoint } from "./growing";
import { changedBounds } from "./overlay";
import { inkBounds, slice } from "./raster";

export class Trail {
  readonly author: number;
  readonly #points: GrowingStroke;
  #tip: InkPoint | null = null;
  #bounds: Bounds | null = null;
  /** How many points its pen has put down, as far as told. */
  #told = 0;

  constructor(author: number, style: Style) {
    this.author = author;
    this.#points = new GrowingStroke(style);
  }

  get stroke(): Stroke {
    return this.#tip ? this.#points.viewWith(this.#tip) : this.#points.view();
  }

  get bounds(): Bounds | null {
    return this.#bounds;
  }

  /**
   * Adds points, `offset` of which went before; what was told already is skipped, a gap is bridged.
   * `tip` is where the pen is now, if it is further. Returns where the picture changed.
   */
  extend(offset: number, piece: Stroke, tip: InkPoint | null = null): Bounds | null {
    const known = Math.max(0, this.#told - offset);
    const before = this.#points.length;
    const left = this.#tip ? changedBounds(this.stroke, before) : null;
    this.#tip = tip;
    if (known < piece.x.length) this.#points.append(slice(piece, known, piece.x.length));
    this.#told = Math.max(this.#told, offset + piece.x.length);
    return this.#cover(left, before);
  }

  #cover(left: Bounds | null, before: number): Bounds | null {
    if (this.stroke.x.length === 0) return left;
    const entered = changedBounds(this.stroke, before);
    const changed = left ? union(left, entered) : entered;
    this.#bounds = this.#bounds ? union(this.#bounds, changed) : inkBounds(this.stroke);
    return changed;
  }
}
