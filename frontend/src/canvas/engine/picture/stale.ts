/** What of the canvas is to be drawn again, and for which view; told in paper units. */

import { Damage } from "../tiles/damage";
import { tilesUnder } from "../tiles/patches";
import type { Tiles } from "../tiles/tiles";
import type { Bounds } from "../view/bounds";
import type { Viewport } from "../view/viewport";

export class Stale {
  readonly paper = new Damage();
  /** Of the paper, by others: drawn when it is their turn. */
  readonly others = new Damage();
  /** Asks for a frame. */
  readonly changed: () => void;
  readonly #tiles: Tiles;
  #view: Viewport;
  #atRest = true;

  constructor(view: Viewport, tiles: Tiles, changed: () => void) {
    this.#view = view;
    this.#tiles = tiles;
    this.changed = changed;
  }

  get view(): Viewport {
    return this.#view;
  }

  /** The zoom is what it will be for a while. */
  get atRest(): boolean {
    return this.#atRest;
  }

  /** All of it is, for another view. */
  look(view: Viewport, atRest: boolean): void {
    this.#view = view;
    this.#atRest = atRest;
    this.noteAll();
  }

  get any(): boolean {
    return this.paper.any || this.others.any;
  }

  /** What lies on the paper changed within `bounds`. */
  note(bounds: Bounds): void {
    this.noteOn(this.paper, bounds);
  }

  /** What lies within `bounds` is drawn as the tiles under it are. */
  noteWhole(bounds: Bounds): void {
    for (const place of tilesUnder(bounds, this.#tiles.wanted, this.view)) this.paper.add(place);
    this.note(bounds);
  }

  noteOn(damage: Damage, bounds: Bounds): void {
    damage.add(this.view.toDevice(bounds));
    this.changed();
  }

  noteAll(): void {
    this.paper.add(this.view.canvas);
    this.changed();
  }
}
