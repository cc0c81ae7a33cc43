/**
 * The whole picture: strokes in, pixels out. No DOM beyond a 2D context, and no clock of its own.
 *
 * Changes only note what must be drawn again; in a frame `work` paints tiles for a while and
 * `draw` then draws what was noted, so that all changes between two frames appear together.
 */

import type { Bulk, Matter, Scene, SceneItem, Versions } from "../../scene";
import type { Stroke } from "../../strokes";
import type { Floating } from "../floating/floating";
import { erases, matterInk } from "../marks/matter";
import type { Context2D, Ink } from "../marks/raster";
import type { Supply } from "../marks/stock";
import type { Supplies } from "../marks/supplies";
import type { Packing } from "../sheet/packing";
import { type Laid, Sheet } from "../sheet/sheet";
import type { Damage } from "../tiles/damage";
import { Owed } from "../tiles/owed";
import { passingScale, type Surface, TILE, type Tile, Tiles } from "../tiles/tiles";
import type { Bounds } from "../view/bounds";
import type { Viewport } from "../view/viewport";
import type { RemotePainter } from "../worker/remote_painter";
import { Carrying } from "./carrying";
import { Composition } from "./composing";
import { Pens } from "./pens";
import { Stale } from "./stale";

/** Gives an item another ink, for instance its author's. */
export type Tint = (author: number, matter: Matter) => Ink;

export interface PictureOptions {
  readonly makeSurface: (width: number, height: number) => Surface;
  /** For tiles, in bytes. */
  readonly budget: number;
  /** Something must be drawn: call `frame` soon. */
  readonly changed: () => void;
  /** Paints tiles elsewhere, where it can. */
  readonly painter?: RemotePainter | null;
  /** Fetches what painting needs beside the items. */
  readonly supplies?: Supplies | null;
  /** Some of what lies on the paper is gone, or looks or lies otherwise. */
  readonly altered?: () => void;
  /** What lies below the picture has another colour. */
  readonly paper?: (color: number | null) => void;
}

export class Picture implements Scene {
  readonly pens: Pens;
  readonly carrying: Carrying;
  readonly #options: PictureOptions;
  readonly #painter: RemotePainter | null;
  readonly #supplies: Supplies | null;
  readonly tiles: Tiles;
  readonly #stale: Stale;
  readonly #composition: Composition;
  /** Confirmed, but in sight of tiles that do not hold them yet. */
  readonly #lingering = new Owed((tile) => tile.picture === undefined);
  readonly #owed: readonly Owed[];
  #sheet = new Sheet();
  #tint: Tint | null = null;

  constructor(view: Viewport, options: PictureOptions) {
    const { makeSurface } = options;
    this.#options = options;
    this.#painter = options.painter ?? null;
    this.#supplies = options.supplies ?? null;
    this.#supplies?.listen((supply, shows) => this.#supplied(supply, shows));
    const sheet = () => this.#sheet;
    const inkOf = (laid: Laid) => this.#inkOf(laid.author, laid);
    const sources = {
      makeSurface: () => makeSurface(TILE, TILE),
      search: (bounds: Bounds) => this.#sheet.indexesIn(bounds),
      at: (index: number) => this.#sheet.at(index),
      inkOf,
      painter: () => (this.#tint || !this.#painter?.alive ? null : this.#painter),
      arrived: () => options.changed(),
    };
    const tiles = new Tiles(sources, options.budget);
    const lingering = this.#lingering;
    const stale = new Stale(view, tiles, options.changed);
    this.tiles = tiles;
    this.#stale = stale;
    this.pens = new Pens(stale, {
      makeSurface,
      inkOf: (author, matter) => this.#inkOf(author, matter),
      supplies: this.#supplies,
    });
    this.carrying = new Carrying(stale, { sheet, tiles, lingering, inkOf, makeSurface });
    this.#owed = [lingering, this.carrying.landing];
    const { pens, carrying } = this;
    const composed = { sheet, tiles, pens, carrying, owed: this.#owed, inkOf };
    this.#composition = new Composition(stale, composed);
    this.look(view, true);
  }

  get sheet(): Sheet {
    return this.#sheet;
  }

  /** All that is in sight is painted at its own scale. */
  get settled(): boolean {
    return this.#stale.atRest && this.tiles.settled && !this.#stale.any;
  }

  /** Looks elsewhere. At rest tiles have the screen's scale, on the way one that others share. */
  look(view: Viewport, atRest: boolean): void {
    this.#stale.look(view, atRest);
    const scale = atRest ? view.scale : passingScale(view.zoom, view.ratio);
    this.tiles.want(scale, view.bounds);
    for (const owed of this.#owed) owed.review(this.tiles.wanted);
    this.pens.look(view, atRest);
  }

  /** Paints all anew, in other inks or, where no pixel is left of it, in the same. */
  tint(tint = this.#tint): void {
    this.#tint = tint;
    this.pens.reprint();
    this.carrying.reprint();
    this.tiles.invalidateAll();
    this.#stale.noteAll();
  }

  load(
    items: readonly SceneItem[],
    hidden: ReadonlySet<string>,
    versions: Versions,
    bulk: Bulk | null = null,
  ): void {
    const before = this.#sheet;
    this.#sheet = new Sheet(items, hidden, bulk as Packing | null); // there is no other bulk here
    this.#sheet.keepPended(before); // drawn before the log came
    this.pens.clear();
    for (const owed of this.#owed) owed.clear();
    this.tiles.invalidateAll();
    this.#painter?.load(this.#sheet); // all orders are taken back
    this.#needAll();
    this.change(versions);
    this.#stale.noteAll();
  }

  place(item: SceneItem): void {
    this.#supplies?.need([item]);
    const laid = this.#sheet.place(item);
    if (laid) this.#confirm(laid, this.#stale.others);
  }

  pend(item: SceneItem): void {
    this.#supplies?.need([item]);
    const laid = this.#sheet.pend(item);
    if (laid) this.#stale.noteWhole(laid.bounds);
  }

  settle(id: string, seq: number, at: number): void {
    const laid = this.#sheet.settle(id, seq, at);
    if (laid) this.#confirm(laid, this.#stale.paper);
  }

  withdraw(id: string): void {
    const laid = this.#sheet.withdraw(id);
    if (!laid) return;
    this.#stale.note(laid.bounds);
    this.#options.altered?.();
  }

  hide(ids: Iterable<string>): void {
    if (this.#setHidden(ids, true)) this.#options.altered?.();
  }

  show(ids: Iterable<string>): void {
    this.#setHidden(ids, false);
  }

  change(versions: Versions): void {
    const places: Bounds[] = [];
    const changed = this.#sheet.change(versions);
    if (changed.length > 0) this.carrying.landed = null; // it does not look as it did
    for (const { before, after } of changed) {
      for (const { bounds } of [before, after]) {
        this.#stale.note(bounds);
        if (after.index >= 0) places.push(bounds);
      }
      if (after.index >= 0) this.#painter?.change(after);
      for (const owed of this.#owed) owed.replace(before, after);
    }
    this.tiles.invalidate(places);
    if (changed.length > 0) this.#options.altered?.();
  }

  paper(color: number | null): void {
    this.#options.paper?.(color);
  }

  live(author: number, key: string, offset: number, piece: Stroke): void {
    this.pens.live(author, key, offset, piece);
  }

  endLive(key: string): void {
    this.pens.endLive(key);
  }

  /** What is seen above the tiles, where a canvas of its own could show it over them. */
  get aloft(): readonly Floating[] | null {
    return this.#composition.aloft;
  }

  /** Whether what is `aloft` changed since it was asked; the canvas shows that alone from now on. */
  bare(): boolean {
    this.#composition.blank = false;
    return this.#stale.bare();
  }

  /** Paints for `budget` ms. True while there is more to paint. */
  work(now: () => number, budget: number): boolean {
    const [stale, start] = [this.#stale, now()];
    this.pens.work(now, start, budget);
    for (const tile of this.tiles.work(now, start + budget)) this.#tileDone(tile);
    if (this.pens.busy || stale.others.any) stale.changed();
    return this.tiles.busy;
  }

  /** The canvas has another size, and nothing on it. */
  blank(): void {
    this.#composition.blank = true;
  }

  /** Draws what changed. */
  draw(paper: Context2D): void {
    this.#composition.draw(paper, this.#stale.take());
  }

  /** What all confirmed items are painted with: of very many strokes only the styles are looked at. */
  #needAll(): void {
    const { packing } = this.#sheet;
    this.#supplies?.need([...this.#sheet.marks(), ...this.#sheet.late()]);
    for (const style of packing?.strokes.columns.styles ?? []) this.#supplies?.needFor(style);
  }

  /** Something has come that some items are painted with: whatever `shows` it is painted anew. */
  #supplied(supply: Supply, shows: (matter: Matter) => boolean): void {
    this.#painter?.supply(supply);
    this.pens.reprint();
    const places: Bounds[] = [];
    for (const { bounds } of this.#sheet.visible().filter(shows)) {
      this.#stale.note(bounds);
      places.push(bounds);
    }
    this.tiles.invalidate(places);
  }

  #confirm(laid: Laid, damage: Damage): void {
    this.#painter?.add(laid);
    this.#stale.noteOn(damage, laid.bounds);
    if (!this.#sheet.isVisible(laid.id) || this.carrying.isLifted(laid)) return;
    if (this.#sheet.isCovered(laid)) this.tiles.invalidate([laid.bounds]);
    else this.tiles.add(laid);
    this.#lingering.add(laid, this.tiles.wanted);
  }

  /** False: nothing has changed. */
  #setHidden(ids: Iterable<string>, hidden: boolean): boolean {
    const changed = this.#sheet.setHidden(ids, hidden);
    for (const laid of changed) {
      this.#stale.note(laid.bounds);
      for (const owed of this.#owed) owed.delete(laid);
    }
    const confirmed = changed.filter(({ id }) => !this.#sheet.isPended(id));
    this.tiles.invalidate(confirmed.map(({ bounds }) => bounds));
    return changed.length > 0;
  }

  #tileDone(tile: Tile): void {
    this.#stale.note(tile.bounds);
    for (const owed of this.#owed) {
      for (const { bounds } of owed.paid(tile, this.tiles.wanted)) this.#stale.note(bounds);
    }
  }

  #inkOf(author: number, matter: Matter): Ink {
    return this.#tint && !erases(matter) ? this.#tint(author, matter) : matterInk(matter);
  }
}
