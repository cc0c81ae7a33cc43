/**
 * Items taken off the paper to be moved: shown above it, wherever the hand has them.
 *
 * Tiles do without them meanwhile, so that a hand at work costs no tile: what moves is the frame
 * that the items are painted in.
 */

import { type Move, ONE } from "../../changes";
import { UNITS_PER_PIXEL } from "../../strokes";
import { erases, paintMatter } from "../marks/matter";
import { type Context2D, type Frame, type Ink, resetInk } from "../marks/raster";
import type { Laid } from "../sheet/sheet";
import type { Surface } from "../tiles/tiles";
import { type Bounds, union } from "../view/bounds";

export const STILL: Move = { scale: ONE, dx: 0, dy: 0 };

/** So many items are painted once, and carried as a picture. */
const MANY = 60;
const MOST_PIXELS = 2 ** 23;

/** A part of the paper, painted at a scale: its corner in device pixels, and how large it is. */
interface Print {
  readonly surface: Surface;
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Takes items up. Whoever carries brings the code for it: a page that nobody does it on is without. */
export type Lift = (items: readonly Laid[]) => Lifted;

export class Lifted {
  /** Lowest first. */
  readonly items: readonly Laid[];
  move: Move = STILL;
  #print: Print | null = null;

  readonly #bounds: Bounds | null;

  constructor(items: readonly Laid[]) {
    this.items = items;
    this.#bounds = items.length > 0 ? items.map(({ bounds }) => bounds).reduce(union) : null;
  }

  /** The edges of all of it, where it is now. */
  get bounds(): Bounds | null {
    return this.#bounds && this.after(this.#bounds);
  }

  /** Whether `draw` is sooner done than painting the items. */
  get printed(): boolean {
    return this.#print !== null;
  }

  /** Paints all of it once, if it is much, not too large, and takes nothing away below it. */
  print(
    make: (width: number, height: number) => Surface,
    scale: number,
    ink: (of: Laid) => Ink,
  ): void {
    const bounds = this.#bounds;
    if (!bounds || this.items.length < MANY || this.items.some(erases)) return;
    const [left, top] = [Math.floor(bounds.left * scale) - 1, Math.floor(bounds.top * scale) - 1];
    const [width, height] = [bounds.right * scale - left + 2, bounds.bottom * scale - top + 2];
    if (width * height > MOST_PIXELS) return;
    const surface = make(Math.ceil(width), Math.ceil(height));
    for (const laid of this.items) {
      paintMatter(surface.context, laid, { scale, left, top }, bounds, ink(laid));
    }
    resetInk(surface.context);
    this.#print = { surface, scale, left, top, width: Math.ceil(width), height: Math.ceil(height) };
  }

  /** Draws what was printed, where it is now. */
  draw(context: Context2D, { scale, left, top }: Frame): void {
    const print = this.#print;
    if (!print) return;
    const { by, dx, dy } = this.#moved;
    const stretch = (by * scale) / print.scale;
    const x = print.left * stretch + dx * scale - left;
    const y = print.top * stretch + dy * scale - top;
    const { surface, width, height } = print;
    // On whole pixels it is as sharp as it will be.
    const [to, at] = stretch === 1 ? [Math.round(x), Math.round(y)] : [x, y];
    context.drawImage(surface.image, to, at, width * stretch, height * stretch);
  }

  /** The frame that shows things moved. */
  frame(paper: Frame): Frame {
    const { scale, left, top } = paper;
    const { by, dx, dy } = this.#moved;
    return { scale: scale * by, left: left - dx * scale, top: top - dy * scale, paper };
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
