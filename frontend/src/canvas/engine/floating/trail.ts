/** A pen at work, one's own or another's, as the picture shows it. */

import { MAX_POINTS, type Stroke, type Style } from "../../strokes";
import { GrowingStroke, type InkPoint } from "../marks/growing";
import { inkBounds, slice } from "../marks/raster";
import { type Bounds, union } from "../view/bounds";
import { changedBounds } from "./floating";

export class Trail {
  readonly author: number;
  readonly #points: GrowingStroke;
  #ends: readonly InkPoint[] = [];
  /** All of it as it is now: it is asked for more often than it grows. */
  #stroke: Stroke | null = null;
  #bounds: Bounds | null = null;
  /** How many points its pen has put down, as far as told. */
  #told = 0;

  constructor(author: number, style: Style) {
    this.author = author;
    this.#points = new GrowingStroke(style);
  }

  get stroke(): Stroke {
    this.#stroke ??= this.#points.viewWith(this.#ends);
    return this.#stroke;
  }

  get bounds(): Bounds | null {
    return this.#bounds;
  }

  /**
   * Adds points, `offset` of which went before; what was told already is skipped, a gap is bridged.
   * `ends` follow for now, up to where the pen is or will be. Returns where the picture changed.
   */
  extend(offset: number, piece: Stroke, ends: readonly InkPoint[] = []): Bounds | null {
    const known = Math.max(0, this.#told - offset);
    const before = this.#points.length;
    const left = this.#ends.length > 0 ? changedBounds(this.stroke, before) : null;
    this.#ends = ends;
    const fits = before + piece.x.length - known <= MAX_POINTS; // as no stroke has more
    const news = known === 0 ? piece : slice(piece, known, piece.x.length);
    if (news.x.length > 0 && fits) this.#points.append(news);
    this.#stroke = null;
    this.#told = Math.max(this.#told, offset + piece.x.length);
    return this.#cover(left, before);
  }

  #cover(left: Bounds | null, before: number): Bounds | null {
    const { stroke } = this;
    if (stroke.x.length === 0) return left;
    const entered = changedBounds(stroke, before);
    const changed = left ? union(left, entered) : entered;
    this.#bounds = this.#bounds ? union(this.#bounds, changed) : inkBounds(stroke);
    return changed;
  }
}
