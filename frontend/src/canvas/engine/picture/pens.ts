/** All pens at work: one's own, and the others'. What they draw floats above the tiles. */

import type { Matter } from "../../scene";
import type { Stroke } from "../../strokes";
import type { Floating } from "../floating/floating";
import type { Others, OthersOptions } from "../floating/others";
import { Refresh } from "../floating/refresh";
import { Trail } from "../floating/trail";
import type { InkPoint } from "../marks/growing";
import type { Supplies } from "../marks/supplies";
import type { Viewport } from "../view/viewport";
import type { Stale } from "./stale";

export interface PensOptions extends OthersOptions {
  readonly supplies: Supplies | null;
}

export class Pens {
  readonly #stale: Stale;
  readonly #options: PensOptions;
  #own: Trail | null = null;
  readonly #refresh = new Refresh<Trail>();
  /** Those who are met. */
  #others: Others | null = null;
  /** What others' pens drew before the code that shows them had come, by their strokes. */
  readonly #early = new Map<string, Parameters<Others["grow"]>[]>();

  constructor(stale: Stale, options: PensOptions) {
    this.#stale = stale;
    this.#options = options;
  }

  /** Some of the ink is still to be painted, or to be painted again. */
  get busy(): boolean {
    return this.#refresh.any || this.#others?.busy === true;
  }

  /** One's own is at work. */
  get draws(): boolean {
    return this.#own !== null;
  }

  look(view: Viewport, atRest: boolean): void {
    this.#others?.look(view.scale, atRest);
  }

  /** The others' have another ink. */
  reprint(): void {
    this.#others?.reprint();
  }

  /** All others' are gone. */
  clear(): void {
    this.#early.clear();
    this.#others?.clear();
  }

  live(author: number, key: string, offset: number, piece: Stroke): void {
    this.#options.supplies?.needFor(piece.style);
    if (this.#others) this.#others.grow(author, key, offset, piece);
    else this.#early.set(key, [...(this.#early.get(key) ?? []), [author, key, offset, piece]]);
    this.#stale.changed();
  }

  endLive(key: string): void {
    this.#early.delete(key);
    const bounds = this.#others?.end(key);
    if (bounds) this.#stale.noteOn(this.#stale.others, bounds);
  }

  /** From here on others' pens at work are shown. */
  meet(make: (options: OthersOptions) => Others): void {
    if (this.#others) return;
    this.#others = make(this.#options);
    this.#others.look(this.#stale.view.scale, true);
    for (const piece of [...this.#early.values()].flat()) this.#others.grow(...piece);
    this.#early.clear();
    this.#stale.changed();
  }

  /** One's own: the next points, and what follows them for now. */
  drawOwn(offset: number, piece: Stroke, ends: readonly InkPoint[]): void {
    this.#options.supplies?.needFor(piece.style);
    this.#own ??= new Trail(0, piece.style);
    const changed = this.#own.extend(offset, piece, ends);
    // When zoomed far out, a new point may move more of the line than its neighbourhood.
    const bounds = this.#stale.view.scale < 1 ? this.#own.bounds : changed;
    if (bounds) this.#stale.note(bounds);
    this.#refresh.grew(this.#own);
  }

  endOwn(): void {
    const own = this.#own;
    this.#own = null;
    if (!own) return;
    this.#refresh.forget(own);
    if (own.bounds) this.#stale.noteWhole(own.bounds);
  }

  /** A frame has come, and `budget` ms from `start` on may go into painting. */
  work(now: () => number, start: number, budget: number): void {
    for (const { bounds } of this.#refresh.due().keys()) {
      if (bounds) this.#stale.noteWhole(bounds);
    }
    this.#showOthers(now, start, budget);
  }

  #showOthers(now: () => number, start: number, budget: number): void {
    const { draws } = this;
    const [stale, others] = [this.#stale, this.#others];
    if (!others?.busy && !stale.others.any) return;
    if (others?.turns.take(stale.paper.any, draws) === false) return;
    for (const { bounds, whole } of others?.work(now, start, budget, draws) ?? []) {
      if (whole) stale.noteWhole(bounds);
      else stale.note(bounds);
    }
    stale.paper.join(stale.others);
  }

  /** Lowest first. */
  *floating(): Generator<Floating, void> {
    if (this.#others) yield* this.#others.floating();
    const own = this.#own;
    if (own?.bounds) yield { stroke: own.stroke, bounds: own.bounds, ink: this.#inkOf(own) };
  }

  #inkOf(own: Matter) {
    return this.#options.inkOf(0, own);
  }
}
