/**
 * Another's pen at work as a picture of its own: only what the pen adds is painted, and wherever the
 * paper is drawn anew the picture is copied.
 *
 * It is painted in the squares of the tiles to come (see patches.ts), so that nothing changes its
 * look when it is in them.
 */

import { erases, paintMatter } from "../marks/matter";
import { type Context2D, type Frame, type Ink, resetInk } from "../marks/raster";
import { clear, clipped } from "../tiles/paper";
import { type Surface, TILE, Tile, tileRange } from "../tiles/tiles";
import { type Bounds, inflate, intersection, overlap, union } from "../view/bounds";
import type { Printed } from "./floating";
import type { Spares } from "./spares";
import type { Trail } from "./trail";

/** Device pixels to grow into before a larger surface is needed. */
const ROOM = 64;
/** Sides come in steps, so that a surface fits the next pen, too. */
const STEP = 128;
/** Larger ones are painted wherever they are seen, as is what takes away what lies below it. */
const MOST_PIXELS = 2 ** 20;
/** Below it a new point may move more of the line than its neighbourhood. */
const THINNED_BELOW = 1;

interface Print {
  readonly surface: Surface;
  /** Where it lies: device pixels at its scale. */
  readonly scale: number;
  readonly place: Bounds;
}

export class PrintedTrail implements Printed {
  readonly trail: Trail;
  readonly #spares: Spares;
  #print: Print | null = null;
  /** What was added since it was painted, in paper units. */
  #added: Bounds | null = null;

  constructor(trail: Trail, spares: Spares) {
    this.trail = trail;
    this.#spares = spares;
  }

  /** It grew within `bounds` (paper units). */
  grew(bounds: Bounds): void {
    this.#added = this.#added ? union(this.#added, bounds) : bounds;
  }

  /** Paints what was added; returns where that is. */
  catchUp(scale: number, ink: Ink): Bounds | null {
    const [added, { bounds }] = [this.#added, this.trail];
    this.#added = null;
    if (!added || !bounds) return added;
    const print = this.#print;
    if (print?.scale !== scale || scale < THINNED_BELOW) return this.paint(scale, ink);
    if (this.#fit(scale, bounds)) this.#paint(ink, added);
    return added;
  }

  /** Paints all of it; returns where it is. */
  paint(scale: number, ink: Ink): Bounds | null {
    this.#added = null;
    const { bounds } = this.trail;
    if (bounds && this.#fit(scale, bounds)) this.#paint(ink, null);
    return bounds;
  }

  /** There is a picture of it. */
  get printed(): boolean {
    return this.#print !== null;
  }

  /** It is not needed any more. */
  release(): void {
    const print = this.#print;
    this.#print = null;
    if (!print) return;
    const { width, height } = boxOf(print.place);
    this.#spares.giveBack(print.surface, width, height);
  }

  /** Copies it to where a frame has it; false: it is not painted. */
  draw(context: Context2D, frame: Frame): boolean {
    const print = this.#print;
    const inked = this.trail.bounds && print && wholePixels(this.trail.bounds, print.scale);
    const part = inked && intersection(inked, print.place);
    if (!part) return print !== null;
    const stretch = frame.scale / print.scale;
    const { left, top, width, height } = boxOf(part);
    const { place, surface } = print;
    context.globalCompositeOperation = "source-over";
    context.globalAlpha = 1;
    context.drawImage(
      surface.image,
      ...[left - place.left, top - place.top, width, height],
      ...[left * stretch - frame.left, top * stretch - frame.top],
      ...[width * stretch, height * stretch],
    );
    return true;
  }

  /** Sees to a surface that has room for all of it; false: it would be too large. */
  #fit(scale: number, bounds: Bounds): boolean {
    const before = this.#print;
    const needed = wholePixels(bounds, scale);
    if (before?.scale === scale && within(needed, before.place)) return true;
    const place = roomFor(needed);
    const { left, top, width, height } = boxOf(place);
    const fits = !erases(this.trail) && width * height <= MOST_PIXELS;
    const surface = fits ? this.#spares.take(width, height) : null;
    if (surface && before?.scale === scale) {
      const [x, y] = [before.place.left - left, before.place.top - top];
      surface.context.drawImage(before.surface.image, x, y);
    }
    this.release();
    this.#print = surface && { surface, scale, place };
    return fits;
  }

  /** Paints within `part` (paper units), or all as the tiles will be. */
  #paint(ink: Ink, part: Bounds | null): void {
    const { trail } = this;
    const print = this.#print;
    if (!print || !trail.bounds) return;
    const { context } = print.surface;
    const { left, top } = print.place;
    const frame = { scale: print.scale, left, top };
    for (const tile of tilesOver(part ?? trail.bounds, print.scale)) {
      const square = moved(squareOf(tile), -left, -top);
      const changed = part && moved(wholePixels(part, print.scale), -left, -top);
      const place = changed ? intersection(square, changed) : square;
      if (!place) continue;
      clipped(context, place, () => {
        clear(context, place);
        paintMatter(context, trail, frame, part ?? tile.bounds, ink);
      });
    }
    resetInk(context);
  }
}

function tilesOver(bounds: Bounds, scale: number): Tile[] {
  const { columns, rows } = tileRange(scale, bounds);
  const tiles: Tile[] = [];
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (let column = columns[0]; column <= columns[1]; column++) {
      const tile = new Tile(scale, column, row);
      if (overlap(tile.bounds, bounds)) tiles.push(tile);
    }
  }
  return tiles;
}

function squareOf({ column, row }: Tile): Bounds {
  const [left, top] = [column * TILE, row * TILE];
  return { left, top, right: left + TILE, bottom: top + TILE };
}

/** Device pixels that surely cover `bounds`. */
function wholePixels({ left, top, right, bottom }: Bounds, scale: number): Bounds {
  return {
    left: Math.floor(left * scale) - 1,
    top: Math.floor(top * scale) - 1,
    right: Math.ceil(right * scale) + 1,
    bottom: Math.ceil(bottom * scale) + 1,
  };
}

function roomFor(needed: Bounds): Bounds {
  const { left, top, width, height } = boxOf(inflate(needed, ROOM));
  const steps = (length: number) => Math.ceil(length / STEP) * STEP;
  return { left, top, right: left + steps(width), bottom: top + steps(height) };
}

function boxOf({ left, top, right, bottom }: Bounds) {
  return { left, top, width: right - left, height: bottom - top };
}

function moved({ left, top, right, bottom }: Bounds, dx: number, dy: number): Bounds {
  return { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy };
}

function within(inner: Bounds, outer: Bounds): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}
