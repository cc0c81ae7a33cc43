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
  /** The canvas shows but some of what it should. */
  #bare = false;

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

  /** All of it is, for another view: whoever looks there draws it. */
  look(view: Viewport, atRest: boolean): void {
    this.#view = view;
    this.#atRest = atRest;
    this.paper.add(view.canvas);
  }

  get any(): boolean {
    return this.#bare || this.paper.any || this.others.any;
  }

  /** Hands out what of the canvas is to be drawn now. */
  take(): readonly Bounds[] {
    const parts = this.paper.take(this.view.canvas);
    if (!this.#bare) return parts;
    this.#bare = false;
    return [this.view.canvas];
  }

  /** True where anything changed. The canvas lacks something from now on, until all of it is drawn. */
  bare(): boolean {
    this.#bare = true;
    return this.paper.take(this.view.canvas).length > 0;
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
