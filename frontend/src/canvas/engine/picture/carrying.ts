/** Items that a hand takes off the paper, moves above it, and puts back. */

import type { Move } from "../../changes";
import type { Lift, Lifted } from "../floating/lifted";
import type { Ink } from "../marks/raster";
import type { Laid, Sheet } from "../sheet/sheet";
import { Owed } from "../tiles/owed";
import type { Surface, Tiles } from "../tiles/tiles";
import type { Stale } from "./stale";

export interface CarryingOptions {
  readonly sheet: () => Sheet;
  readonly tiles: Tiles;
  /** Not seen on the paper yet, for want of tiles. */
  readonly lingering: Owed;
  readonly inkOf: (laid: Laid) => Ink;
  readonly makeSurface: (width: number, height: number) => Surface;
}

export class Carrying {
  /** Put back on the paper, in sight of tiles whose pictures do without them. */
  readonly landing = new Owed((tile) => !tile.complete);
  /** What was carried last, while it lands. */
  landed: Lifted | null = null;
  #lifted: Lifted | null = null;
  readonly #stale: Stale;
  readonly #options: CarryingOptions;

  constructor(stale: Stale, options: CarryingOptions) {
    this.#stale = stale;
    this.#options = options;
  }

  get lifted(): Lifted | null {
    return this.#lifted;
  }

  isLifted({ id }: Laid): boolean {
    return this.#lifted?.items.some((item) => item.id === id) ?? false;
  }

  /** Takes items off the paper, to be carried above it. */
  lift(ids: Iterable<string>, make: Lift): void {
    this.land();
    const { sheet, tiles } = this.#options;
    const items = this.#found(ids);
    const lifted = make(items);
    this.#lifted = lifted;
    this.#print();
    sheet().lift(items.map(({ id }) => id));
    tiles.invalidate(items.filter(({ index }) => index >= 0).map(({ bounds }) => bounds));
    this.carry(lifted.move);
  }

  /** What is lifted has another ink, or nothing is left of how it was painted. */
  reprint(): void {
    this.landed = null;
    this.#print();
  }

  /** Shows what is lifted elsewhere. */
  carry(move: Move): void {
    const lifted = this.#lifted;
    if (!lifted) return;
    this.#note(lifted);
    lifted.move = move;
    this.#note(lifted);
  }

  /** Puts what is lifted back where it lies. */
  land(): void {
    const lifted = this.#lifted;
    if (!lifted) return;
    this.#note(lifted);
    this.#lifted = null;
    this.landed = lifted.printed ? lifted : null;
    const sheet = this.#options.sheet();
    sheet.lift([]);
    const ids = lifted.items.map(({ id }) => id);
    this.#lay(this.#found(ids.filter((id) => sheet.isVisible(id))));
  }

  #print(): void {
    const { inkOf, makeSurface } = this.#options;
    this.#lifted?.print(makeSurface, this.#stale.view.scale, inkOf);
  }

  #lay(landed: readonly Laid[]): void {
    const { tiles, lingering } = this.#options;
    const confirmed = landed.filter(({ index }) => index >= 0);
    tiles.invalidate(confirmed.map(({ bounds }) => bounds));
    for (const laid of confirmed) {
      lingering.delete(laid);
      this.landing.add(laid, tiles.wanted);
    }
    for (const { bounds } of landed) this.#stale.note(bounds);
  }

  #found(ids: Iterable<string>): Laid[] {
    const sheet = this.#options.sheet();
    const found = [...ids].flatMap((id) => sheet.find(id) ?? []);
    return found.sort((one, other) => one.place - other.place);
  }

  #note({ bounds }: Lifted): void {
    if (bounds) this.#stale.note(bounds);
  }
}
