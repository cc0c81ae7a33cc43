/**
 * Confirmed items that tiles in sight owe: painted above the tiles until these show them.
 *
 * New ones are owed where a tile has no picture at all; what is put back on the paper also where a
 * tile's picture is of before.
 */

import type { Laid } from "../sheet/sheet";
import { overlap } from "../view/bounds";
import type { Tile } from "./tiles";

export class Owed {
  readonly #items = new Set<Laid>();
  readonly #owes: (tile: Tile) => boolean;

  constructor(owes: (tile: Tile) => boolean) {
    this.#owes = owes;
  }

  get any(): boolean {
    return this.#items.size > 0;
  }

  get items(): Iterable<Laid> {
    return this.#items;
  }

  /** Keeps an item in mind if one of the tiles owes it. */
  add(laid: Laid, tiles: readonly Tile[]): void {
    if (this.#isOwed(laid, tiles)) this.#items.add(laid);
  }

  /** Other tiles are in sight: what none of them owes is forgotten. */
  review(tiles: readonly Tile[]): void {
    for (const laid of this.#items) if (!this.#isOwed(laid, tiles)) this.#items.delete(laid);
  }

  delete(laid: Laid): void {
    this.#items.delete(laid);
  }

  replace(before: Laid, after: Laid): void {
    if (this.#items.delete(before)) this.#items.add(after);
  }

  clear(): void {
    this.#items.clear();
  }

  /** The tiles that owe anything. */
  debtors(tiles: readonly Tile[]): readonly Tile[] {
    return this.#items.size > 0 ? tiles.filter(this.#owes) : [];
  }

  /** A tile was painted: returns the items it shows now, and forgets those that none owes. */
  paid(tile: Tile, tiles: readonly Tile[]): readonly Laid[] {
    const shown = [...this.#items].filter(({ bounds }) => overlap(tile.bounds, bounds));
    for (const laid of shown) if (!this.#isOwed(laid, tiles)) this.#items.delete(laid);
    return shown;
  }

  #isOwed({ bounds }: Laid, tiles: readonly Tile[]): boolean {
    return tiles.some((tile) => this.#owes(tile) && overlap(tile.bounds, bounds));
  }
}
