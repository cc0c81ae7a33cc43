/** Tiles, and all that floats above them → the paper canvas. */

import { matterOf } from "../../items";
import { drawFloating, type Floating } from "../floating/floating";
import type { Lifted } from "../floating/lifted";
import { erases } from "../marks/matter";
import type { Context2D, Ink } from "../marks/raster";
import type { Laid, Sheet } from "../sheet/sheet";
import type { Owed } from "../tiles/owed";
import { clipped, drawPaper, tilePlace } from "../tiles/paper";
import { type Patch, patchesOf } from "../tiles/patches";
import type { Tiles } from "../tiles/tiles";
import { type Bounds, overlap } from "../view/bounds";
import type { Carrying } from "./carrying";
import type { Pens } from "./pens";
import type { Stale } from "./stale";

export interface Composed {
  readonly sheet: () => Sheet;
  readonly tiles: Tiles;
  readonly pens: Pens;
  readonly carrying: Carrying;
  /** What tiles in sight do not show yet. */
  readonly owed: readonly Owed[];
  readonly inkOf: (laid: Laid) => Ink;
}

export class Composition {
  readonly #stale: Stale;
  readonly #of: Composed;
  /** Nothing is on the canvas. */
  blank = false;

  constructor(stale: Stale, of: Composed) {
    this.#stale = stale;
    this.#of = of;
  }

  /**
   * What is seen above the tiles, where a canvas of its own could show it over them; null: a hand is
   * at work, tiles lack something, or some of it takes away what lies below.
   */
  get aloft(): readonly Floating[] | null {
    if (this.#of.pens.draws || this.#isPatchy) return null;
    const { bounds } = this.#stale.view;
    const seen = [...this.#floating()].filter((one) => overlap(one.bounds, bounds));
    return seen.some(erases) ? null : seen;
  }

  draw(context: Context2D, parts: readonly Bounds[]): void {
    if (parts.length === 0) return;
    const floating = [...this.#floating()];
    const bare = floating.length === 0 && !this.#isPatchy;
    // What is drawn on is copied, and put on the screen, though nothing be different.
    if (this.blank && bare && !this.#of.tiles.anyDrawn) return;
    this.blank = false;
    if (bare) for (const part of parts) this.#drawTiles(context, part);
    else for (const patch of this.#patches(parts)) this.#drawPatch(context, patch, floating);
  }

  get #isPatchy(): boolean {
    const { carrying, owed } = this.#of;
    return carrying.lifted !== null || owed.some(({ any }) => any);
  }

  /** While the zoom changes tiles have another scale, and nothing looks as it will for long. */
  #patches(parts: readonly Bounds[]): Patch[] {
    if (this.#stale.atRest) return patchesOf(parts, this.#of.tiles.wanted, this.#stale.view);
    return parts.map((place) => ({ place, seen: this.#stale.view.fromDevice(place) }));
  }

  #drawTiles(context: Context2D, part: Bounds): void {
    clipped(context, part, () => drawPaper(context, this.#of.tiles, this.#stale.view, part));
  }

  #drawPatch(context: Context2D, patch: Patch, floating: readonly Floating[]): void {
    this.#drawTiles(context, patch.place);
    clipped(context, patch.place, () => this.#drawFloating(context, patch, floating));
  }

  #drawFloating(context: Context2D, { place, seen }: Patch, floating: readonly Floating[]): void {
    this.#drawOwed(context, place);
    const near = this.#stale.view.fromDevice(place);
    drawFloating(context, floating, this.#stale.view.frame, seen, near);
    this.#of.carrying.lifted?.draw(context, this.#stale.view.frame);
  }

  /** What the tiles lack, only where they lack it. */
  #drawOwed(context: Context2D, part: Bounds): void {
    const { owed, tiles } = this.#of;
    for (const one of owed) {
      for (const tile of one.debtors(tiles.wanted)) {
        const place = tilePlace(tile, this.#stale.view);
        if (!overlap(place, part)) continue;
        clipped(context, place, () => this.#drawOwedOn(context, one, tile.bounds));
      }
    }
  }

  #drawOwedOn(context: Context2D, owed: Owed, part: Bounds): void {
    const { landing, landed } = this.#of.carrying;
    if (owed === landing && landed) {
      landed.draw(context, this.#stale.view.frame);
      return;
    }
    const floating = Array.from(owed.items, (laid) => this.#float(laid));
    drawFloating(context, floating, this.#stale.view.frame, part);
  }

  *#floating(): Generator<Floating, void> {
    const { carrying, pens } = this.#of;
    const sheet = this.#of.sheet();
    for (const laid of sheet.pended()) yield this.#float(laid);
    const lifted = carrying.lifted?.printed ? null : carrying.lifted;
    for (const laid of lifted?.items ?? []) {
      if (lifted && sheet.isVisible(laid.id)) yield this.#carried(laid, lifted);
    }
    yield* pens.floating();
  }

  #float(laid: Laid): Floating {
    return { ...matterOf(laid), bounds: laid.bounds, ink: this.#of.inkOf(laid) };
  }

  #carried(laid: Laid, lifted: Lifted): Floating {
    return { ...this.#float(laid), bounds: lifted.after(laid.bounds), lifted };
  }
}
