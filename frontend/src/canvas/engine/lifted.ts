/**
 * Items taken off the paper to be moved: shown above it, wherever the hand has them.
 *
 * Tiles do without them meanwhile, so that a hand at work costs no tile: what moves is the frame
 * that the items are painted in.
 */

import { type Move, ONE } from "../changes";
import { UNITS_PER_PIXEL } from "../strokes";
import { type Bounds, union } from "./bounds";
import type { Frame } from "./raster";
import type { Laid } from "./sheet";

export const STILL: Move = { scale: ONE, dx: 0, dy: 0 };

export class Lifted {
  /** Lowest first. */
  readonly items: readonly Laid[];
  move: Move = STILL;

  readonly #bounds: Bounds | null;

  constructor(items: readonly Laid[]) {
    this.items = items;
    this.#bounds = items.length > 0 ? items.map(({ bounds }) => bounds).reduce(union) : null;
  }

  /** The edges of all of it, where it is now. */
  get bounds(): Bounds | null {
    return this.#bounds && this.after(this.#bounds);
  }

  /** The frame that shows things moved. */
  frame({ scale, left, top }: Frame): Frame {
    const { by, dx, dy } = this.#moved;
    return { scale: scale * by, left: left - dx * scale, top: top - dy * scale };
  }

  /** Where something is that was at `bounds`; paper units. */
  after({ left, top, right, bottom }: Bounds): Bounds {
    const { by, dx, dy } = this.#moved;
    return {
      left: left * by + dx,
      top: top * by + dy,
      right: right * by + dx,
      bottom: bottom * by + dy,
    };
  }

  /** What was where `bounds` is now. */
  before({ left, top, right, bottom }: Bounds): Bounds {
    const { by, dx, dy } = this.#moved;
    return {
      left: (left - dx) / by,
      top: (top - dy) / by,
      right: (right - dx) / by,
      bottom: (bottom - dy) / by,
    };
  }

  get #moved(): { by: number; dx: number; dy: number } {
    const { scale, dx, dy } = this.move;
    return { by: scale / ONE, dx: dx / UNITS_PER_PIXEL, dy: dy / UNITS_PER_PIXEL };
  }
}
