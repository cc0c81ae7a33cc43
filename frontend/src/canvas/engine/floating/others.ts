/**
 * The others' pens at work. However many there are, a frame paints of them what it has time for: what
 * waits is painted in the next ones, whose pen waited longest first.
 */

import type { Matter } from "../../scene";
import type { Stroke } from "../../strokes";
import type { Ink } from "../marks/raster";
import type { Surface } from "../tiles/tiles";
import type { Bounds } from "../view/bounds";
import type { Floating } from "./floating";
import { PrintedTrail } from "./printed";
import { Refresh } from "./refresh";
import { Spares } from "./spares";
import { Trail } from "./trail";
import { Turns } from "./turns";

/** Frames: between two pieces of ink that take their time on the way no pen rests. */
const RESTS_AFTER = 9;
/** Of a frame's time for painting. */
const SHARE = 1 / 4;
const SHARE_WHILE_DRAWING = 1 / 16;

/** Where the picture changed (paper units); `whole`: what is seen there is to be drawn as tiles are. */
export interface Painted {
  readonly bounds: Bounds;
  readonly whole: boolean;
}

export interface OthersOptions {
  readonly makeSurface: (width: number, height: number) => Surface;
  readonly inkOf: (author: number, matter: Matter) => Ink;
}

export class Others {
  /** When they are shown. */
  readonly turns = new Turns();
  readonly #inkOf: OthersOptions["inkOf"];
  readonly #spares: Spares;
  readonly #pens = new Map<string, PrintedTrail>();
  /** Those that grew, longest ago first. */
  readonly #grown = new Set<PrintedTrail>();
  /** Those to be painted whole, by and by; true: they rest, and are seen as they will be kept. */
  readonly #stale = new Map<PrintedTrail, boolean>();
  /** Those that are painted where they are seen: the last ink before a pen lifts changes nothing. */
  readonly #rested = new Set<PrintedTrail>();
  readonly #refresh = new Refresh<PrintedTrail>(RESTS_AFTER);
  /** Of the view that rested last. */
  #scale = 1;

  constructor({ makeSurface, inkOf }: OthersOptions) {
    this.#inkOf = inkOf;
    this.#spares = new Spares(makeSurface);
  }

  /** Some of it is not painted yet, or is to be painted again: ask for frames. */
  get busy(): boolean {
    return this.#grown.size > 0 || this.#stale.size > 0 || this.#refresh.any;
  }

  grow(author: number, key: string, offset: number, piece: Stroke): void {
    const pen = this.#pens.get(key) ?? this.#begin(author, key, piece);
    const changed = pen.trail.extend(offset, piece);
    if (!changed) return;
    pen.grew(changed);
    this.#grown.add(pen);
    this.#refresh.grew(pen);
  }

  /** Returns where it was. */
  end(key: string): Bounds | null {
    const pen = this.#pens.get(key);
    if (!pen) return null;
    this.#pens.delete(key);
    this.#grown.delete(pen);
    this.#stale.delete(pen);
    this.#refresh.forget(pen);
    this.#rested.delete(pen);
    pen.release();
    return pen.trail.bounds;
  }

  clear(): void {
    for (const key of [...this.#pens.keys()]) this.end(key);
  }

  /** They have another ink. */
  reprint(): void {
    for (const pen of this.#pens.values()) this.#stale.set(pen, false);
  }

  /** Another view is shown. While its scale is on the way to another one pens stay at theirs. */
  look(scale: number, atRest: boolean): void {
    if (!atRest || scale === this.#scale) return;
    this.#scale = scale;
    this.reprint();
  }

  /**
   * A frame has come: paints for a share of its `budget` (ms), one pen at least; returns where the
   * picture changed. `briefly`: one draws oneself, so what is only to be painted again can wait.
   */
  work(now: () => number, start: number, budget: number, briefly = false): Painted[] {
    const deadline = start + budget * (briefly ? SHARE_WHILE_DRAWING : SHARE);
    for (const [pen, rests] of this.#refresh.due()) this.#stale.set(pen, rests);
    const painted: Painted[] = [];
    for (const pen of briefly ? this.#grown : [...this.#grown, ...this.#stale.keys()]) {
      if (painted.length > 0 && now() >= deadline) break;
      painted.push(...this.#paint(pen));
    }
    return painted;
  }

  *floating(): Generator<Floating, void> {
    for (const printed of this.#pens.values()) {
      const { stroke, bounds, author } = printed.trail;
      const ink = this.#inkOf(author, printed.trail);
      if (bounds) yield { stroke, bounds, ink, printed };
    }
  }

  #begin(author: number, key: string, { style }: Stroke): PrintedTrail {
    const pen = new PrintedTrail(new Trail(author, style), this.#spares);
    this.#pens.set(key, pen);
    return pen;
  }

  #paint(pen: PrintedTrail): Painted[] {
    const ink = this.#inkOf(pen.trail.author, pen.trail);
    if (this.#grown.delete(pen)) {
      const asKept = this.#rested.delete(pen);
      return painted(asKept ? pen.trail.bounds : pen.catchUp(this.#scale, ink), asKept);
    }
    const rests = this.#stale.get(pen) === true;
    this.#stale.delete(pen);
    if (!rests) return painted(pen.paint(this.#scale, ink), !pen.printed);
    this.#rested.add(pen);
    pen.release();
    return painted(pen.trail.bounds, true);
  }
}

function painted(bounds: Bounds | null, whole: boolean): Painted[] {
  return bounds ? [{ bounds, whole }] : [];
}
