/**
 * The whole picture: strokes in, pixels out. No DOM beyond two 2D contexts, and no clock of its own.
 *
 * Changes only note what must be drawn again; `frame` paints tiles for a while and then draws what
 * was noted, so that all changes between two frames appear together.
 */

import type { Move } from "../changes";
import { matterOf } from "../items";
import type { Matter, Scene, SceneItem, Versions } from "../scene";
import type { Stroke } from "../strokes";
import { drawFloating, type Floating } from "./floating/floating";
import type { Lift, Lifted } from "./floating/lifted";
import type { Others, OthersOptions } from "./floating/others";
import { Refresh } from "./floating/refresh";
import { Trail } from "./floating/trail";
import type { InkPoint } from "./marks/growing";
import { cutMatter, erases, fillMatter, matterInk } from "./marks/matter";
import { type Context2D, type Frame, type Ink, resetInk } from "./marks/raster";
import type { Supply } from "./marks/stock";
import type { Supplies } from "./marks/supplies";
import { type Laid, Sheet } from "./sheet/sheet";
import { Damage } from "./tiles/damage";
import { Owed } from "./tiles/owed";
import { clear, clipped, drawPaper, tilePlace } from "./tiles/paper";
import { type Patch, patchesOf, tilesUnder } from "./tiles/patches";
import { passingScale, type Surface, TILE, type Tile, Tiles } from "./tiles/tiles";
import { type Bounds, inflate, overlap } from "./view/bounds";
import type { Viewport } from "./view/viewport";
import type { RemotePainter } from "./worker/remote_painter";

/** Gives an item another ink, for instance its author's. */
export type Tint = (author: number, matter: Matter) => Ink;

const HALO = 2.5; // CSS pixels
const HALO_TURNS = 12;

/** A stroke that is pointed out. */
export interface Halo {
  readonly stroke: Laid;
  readonly color: number;
}

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
}

export class Picture implements Scene {
  readonly #changed: () => void;
  readonly #makeSurface: PictureOptions["makeSurface"];
  readonly #painter: RemotePainter | null;
  readonly #supplies: Supplies | null;
  readonly #tiles: Tiles;
  /** Those who are met. */
  #others: Others | null = null;
  /** What others' pens at work drew before the code that shows them had come, by their strokes. */
  readonly #early = new Map<string, Parameters<Others["grow"]>[]>();
  /** Confirmed, but in sight of tiles that do not hold them yet. */
  readonly #lingering = new Owed((tile) => tile.picture === undefined);
  /** Put back on the paper, in sight of tiles whose pictures do without them. */
  readonly #landing = new Owed((tile) => !tile.complete);
  /** What was carried last, while it lands. */
  #landed: Lifted | null = null;
  readonly #owed = [this.#lingering, this.#landing];
  readonly #paperDamage = new Damage();
  readonly #overlayDamage = new Damage();
  /** Of the paper, by others: drawn when it is their turn. */
  readonly #othersDamage = new Damage();
  #sheet = new Sheet();
  #own: Trail | null = null;
  readonly #refresh = new Refresh<Trail>();
  #tint: Tint | null = null;
  #view: Viewport;
  #looking = true;
  #overlaid = false;
  #halo: Halo | null = null;
  #lifted: Lifted | null = null;

  constructor(view: Viewport, options: PictureOptions) {
    this.#view = view;
    this.#changed = options.changed;
    this.#makeSurface = options.makeSurface;
    this.#painter = options.painter ?? null;
    this.#supplies = options.supplies ?? null;
    this.#supplies?.listen((supply, shows) => this.#supplied(supply, shows));
    const sources = {
      makeSurface: () => options.makeSurface(TILE, TILE),
      search: (bounds: Bounds) => this.#sheet.search(bounds),
      inkOf: (laid: Laid) => this.#inkOf(laid.author, laid),
      painter: () => (this.#tint || !this.#painter?.alive ? null : this.#painter),
      arrived: () => this.#changed(),
    };
    this.#tiles = new Tiles(sources, options.budget);
    this.look(view, true);
  }

  get sheet(): Sheet {
    return this.#sheet;
  }

  /** The overlay shows something: where it does not, it need not be shown either. */
  get overlaid(): boolean {
    return this.#overlaid;
  }

  get tileBytes(): number {
    return this.#tiles.bytes;
  }

  /** All that is in sight is painted at its own scale. */
  get settled(): boolean {
    return this.#looking && this.#tiles.settled && !this.#damaged;
  }

  get #damaged(): boolean {
    return this.#paperDamage.any || this.#overlayDamage.any || this.#othersDamage.any;
  }

  /** Looks elsewhere. At rest tiles have the screen's scale, on the way one that others share. */
  look(view: Viewport, atRest: boolean): void {
    this.#view = view;
    this.#looking = atRest;
    const scale = atRest ? view.scale : passingScale(view.zoom, view.ratio);
    this.#tiles.want(scale, view.bounds);
    for (const owed of this.#owed) owed.review(this.#tiles.wanted);
    this.#others?.look(view.scale, atRest);
    this.#noteAll();
  }

  tint(tint: Tint | null): void {
    this.#tint = tint;
    this.#others?.reprint();
    this.#tiles.invalidateAll();
    this.#noteAll();
  }

  /** Puts a rim of `color` around a stroke, to point it out; null: around none. */
  halo(halo: Halo | null): void {
    for (const one of [this.#halo, halo]) {
      if (one) this.#noteOn(this.#overlayDamage, inflate(one.stroke.bounds, this.#haloWidth));
    }
    this.#halo = halo;
  }

  load(items: readonly SceneItem[], hidden: ReadonlySet<string>, versions: Versions): void {
    const before = this.#sheet;
    this.#sheet = new Sheet(items, hidden);
    this.#sheet.keepPended(before); // drawn before the log came
    this.#early.clear();
    this.#others?.clear();
    for (const owed of this.#owed) owed.clear();
    this.#tiles.invalidateAll();
    this.#painter?.load(this.#sheet); // all orders are taken back
    this.#needAll();
    this.change(versions);
    this.#noteAll();
  }

  place(item: SceneItem): void {
    this.#supplies?.need([item]);
    const laid = this.#sheet.place(item);
    if (laid) this.#confirm(laid, this.#othersDamage);
  }

  pend(item: SceneItem): void {
    this.#supplies?.need([item]);
    const laid = this.#sheet.pend(item);
    if (laid) this.#noteWhole(laid.bounds);
  }

  settle(id: string, seq: number, at: number): void {
    const laid = this.#sheet.settle(id, seq, at);
    if (laid) this.#confirm(laid, this.#paperDamage);
  }

  withdraw(id: string): void {
    const laid = this.#sheet.withdraw(id);
    if (laid) this.#note(laid.bounds);
  }

  hide(ids: Iterable<string>): void {
    this.#setHidden(ids, true);
  }

  show(ids: Iterable<string>): void {
    this.#setHidden(ids, false);
  }

  change(versions: Versions): void {
    const places: Bounds[] = [];
    const changed = this.#sheet.change(versions);
    if (changed.length > 0) this.#landed = null; // it does not look as it did
    for (const { before, after } of changed) {
      for (const { bounds } of [before, after]) {
        this.#note(bounds);
        if (after.index >= 0) places.push(bounds);
      }
      if (after.index >= 0) this.#painter?.change(after);
      for (const owed of this.#owed) owed.replace(before, after);
      if (this.#halo?.stroke === before) this.halo({ ...this.#halo, stroke: after });
    }
    this.#tiles.invalidate(places);
  }

  /** What all confirmed items are painted with: of very many strokes only the styles are looked at. */
  #needAll(): void {
    const { packing } = this.#sheet;
    this.#supplies?.need([...this.#sheet.marks(), ...this.#sheet.late()]);
    for (const style of packing.strokes.columns.styles) this.#supplies?.needFor(style);
  }

  /** Something has come that some items are painted with: whatever `shows` it is painted anew. */
  #supplied(supply: Supply, shows: (matter: Matter) => boolean): void {
    this.#painter?.supply(supply);
    this.#others?.reprint();
    const places: Bounds[] = [];
    for (const { bounds } of this.#sheet.visible().filter(shows)) {
      this.#note(bounds);
      places.push(bounds);
    }
    this.#tiles.invalidate(places);
  }

  /** Takes items off the paper, to be carried above it. */
  lift(ids: Iterable<string>, make: Lift): void {
    this.land();
    const items = this.#found(ids);
    const lifted = make(items);
    this.#lifted = lifted;
    lifted.print(this.#makeSurface, this.#view.scale, (laid) => this.#inkOf(laid.author, laid));
    this.#sheet.lift(items.map(({ id }) => id));
    this.#tiles.invalidate(items.filter(({ index }) => index >= 0).map(({ bounds }) => bounds));
    this.carry(lifted.move);
  }

  /** Shows what is lifted elsewhere. */
  carry(move: Move): void {
    const lifted = this.#lifted;
    if (!lifted) return;
    this.#noteLifted(lifted);
    lifted.move = move;
    this.#noteLifted(lifted);
  }

  /** Puts what is lifted back where it lies. */
  land(): void {
    const lifted = this.#lifted;
    if (!lifted) return;
    this.#noteLifted(lifted);
    this.#lifted = null;
    this.#landed = lifted.printed ? lifted : null;
    this.#sheet.lift([]);
    const ids = lifted.items.map(({ id }) => id);
    const landed = this.#found(ids.filter((id) => this.#sheet.isVisible(id)));
    const confirmed = landed.filter(({ index }) => index >= 0);
    this.#tiles.invalidate(confirmed.map(({ bounds }) => bounds));
    for (const laid of confirmed) {
      this.#lingering.delete(laid);
      this.#landing.add(laid, this.#tiles.wanted);
    }
    for (const { bounds } of landed) this.#note(bounds);
  }

  #found(ids: Iterable<string>): Laid[] {
    const found = [...ids].flatMap((id) => this.#sheet.find(id) ?? []);
    return found.sort((one, other) => one.place - other.place);
  }

  #noteLifted(lifted: Lifted): void {
    if (lifted.bounds) this.#note(lifted.bounds);
  }

  /** Its own is what it always has: the page colours what lies below the pictures. */
  paper(): void {}

  live(author: number, key: string, offset: number, piece: Stroke): void {
    this.#supplies?.needFor(piece.style);
    if (this.#others) this.#others.grow(author, key, offset, piece);
    else this.#early.set(key, [...(this.#early.get(key) ?? []), [author, key, offset, piece]]);
    this.#changed();
  }

  endLive(key: string): void {
    this.#early.delete(key);
    const bounds = this.#others?.end(key);
    if (bounds) this.#noteOn(this.#othersDamage, bounds);
  }

  /** From here on others' pens at work are shown. */
  meet(make: (options: OthersOptions) => Others): void {
    if (this.#others) return;
    const inkOf = (author: number, matter: Matter) => this.#inkOf(author, matter);
    this.#others = make({ makeSurface: this.#makeSurface, inkOf });
    this.#others.look(this.#view.scale, true);
    for (const piece of [...this.#early.values()].flat()) this.#others.grow(...piece);
    this.#early.clear();
    this.#changed();
  }

  /** One's own pen: the next points, and what follows them for now. */
  drawOwn(offset: number, piece: Stroke, ends: readonly InkPoint[]): void {
    this.#supplies?.needFor(piece.style);
    this.#own ??= new Trail(0, piece.style);
    const changed = this.#own.extend(offset, piece, ends);
    // When zoomed far out, a new point may move more of the line than its neighbourhood.
    const bounds = this.#view.scale < 1 ? this.#own.bounds : changed;
    if (bounds) this.#note(bounds);
    this.#refresh.grew(this.#own);
  }

  endOwn(): void {
    const own = this.#own;
    this.#own = null;
    if (!own) return;
    this.#refresh.forget(own);
    if (own.bounds) this.#noteWhole(own.bounds);
  }

  /** Paints for `budget` ms, then draws what changed. True while there is more to paint. */
  frame(paper: Context2D, overlay: Context2D, now: () => number, budget: number): boolean {
    const start = now();
    for (const { bounds } of this.#refresh.due().keys()) if (bounds) this.#noteWhole(bounds);
    this.#showOthers(now, start, budget);
    for (const tile of this.#tiles.work(now, start + budget)) this.#tileDone(tile);
    if (this.#refresh.any || this.#others?.busy || this.#othersDamage.any) this.#changed();
    const canvas = this.#canvasBounds();
    this.#drawPapers(paper, this.#paperDamage.take(canvas));
    this.#drawOverlays(overlay, this.#overlayDamage.take(canvas));
    return this.#tiles.busy;
  }

  #showOthers(now: () => number, start: number, budget: number): void {
    const others = this.#others;
    if (!others?.busy && !this.#othersDamage.any) return;
    const draws = this.#own !== null;
    if (others?.turns.take(this.#paperDamage.any, draws) === false) return;
    for (const { bounds, whole } of others?.work(now, start, budget, draws) ?? []) {
      if (whole) this.#noteWhole(bounds);
      else this.#note(bounds);
    }
    this.#paperDamage.join(this.#othersDamage);
  }

  #drawPapers(context: Context2D, parts: readonly Bounds[]): void {
    if (parts.length === 0) return;
    const floating = [...this.#floating()];
    const floats = floating.length > 0 || this.#lifted || this.#owed.some(({ any }) => any);
    if (!floats) for (const part of parts) this.#drawTiles(context, part);
    else for (const patch of this.#patches(parts)) this.#drawPaper(context, patch, floating);
  }

  #drawOverlays(context: Context2D, parts: readonly Bounds[]): void {
    if (this.#halo || this.#overlaid) for (const part of parts) this.#drawOverlay(context, part);
    if (parts.length > 0) this.#overlaid = this.#halo !== null;
  }

  /** While the zoom changes tiles have another scale, and nothing looks as it will for long. */
  #patches(parts: readonly Bounds[]): Patch[] {
    if (this.#looking) return patchesOf(parts, this.#tiles.wanted, this.#view);
    return parts.map((place) => ({ place, seen: this.#paperOf(place) }));
  }

  #drawTiles(context: Context2D, part: Bounds): void {
    clipped(context, part, () => drawPaper(context, this.#tiles, this.#view, part));
  }

  #drawPaper(context: Context2D, patch: Patch, floating: readonly Floating[]): void {
    this.#drawTiles(context, patch.place);
    clipped(context, patch.place, () => this.#drawFloating(context, patch, floating));
  }

  #drawOverlay(context: Context2D, part: Bounds): void {
    clipped(context, part, () => {
      clear(context, part);
      if (this.#halo) this.#drawHalo(context, part, this.#halo);
    });
  }

  #drawFloating(context: Context2D, { place, seen }: Patch, floating: readonly Floating[]): void {
    this.#drawLingering(context, place);
    const near = this.#paperOf(place);
    const here = floating.filter(({ bounds }) => overlap(bounds, near));
    drawFloating(context, here, this.#frameOfView(), seen);
    this.#lifted?.draw(context, this.#frameOfView());
  }

  /** The stroke all round where it is, without where it is. */
  #drawHalo(context: Context2D, part: Bounds, { stroke, color }: Halo): void {
    const [frame, seen] = [this.#frameOfView(), inflate(this.#paperOf(part), this.#haloWidth)];
    const width = HALO * this.#view.ratio;
    for (let turn = 0; turn < HALO_TURNS; turn++) {
      const angle = (turn * 2 * Math.PI) / HALO_TURNS;
      const left = frame.left + width * Math.cos(angle);
      const top = frame.top + width * Math.sin(angle);
      fillMatter(context, stroke, { ...frame, left, top }, seen, { color, alpha: 1 });
    }
    cutMatter(context, stroke, frame, seen);
    resetInk(context);
  }

  /** Paper units. */
  get #haloWidth(): number {
    return HALO / this.#view.zoom;
  }

  /** What the tiles lack, only where they lack it. */
  #drawLingering(context: Context2D, part: Bounds): void {
    for (const owed of this.#owed) {
      for (const tile of owed.debtors(this.#tiles.wanted)) {
        const place = tilePlace(tile, this.#view);
        if (!overlap(place, part)) continue;
        clipped(context, place, () => this.#drawOwed(context, owed, tile.bounds));
      }
    }
  }

  #drawOwed(context: Context2D, owed: Owed, part: Bounds): void {
    if (owed === this.#landing && this.#landed) {
      this.#landed.draw(context, this.#frameOfView());
      return;
    }
    const floating = Array.from(owed.items, (laid) => this.#float(laid));
    drawFloating(context, floating, this.#frameOfView(), part);
  }

  *#floating(): Generator<Floating, void> {
    for (const laid of this.#sheet.pended()) yield this.#float(laid);
    const lifted = this.#lifted?.printed ? null : this.#lifted;
    for (const laid of lifted?.items ?? []) {
      if (lifted && this.#sheet.isVisible(laid.id)) yield this.#carried(laid, lifted);
    }
    if (this.#others) yield* this.#others.floating();
    const own = this.#own;
    if (own?.bounds) yield { stroke: own.stroke, bounds: own.bounds, ink: this.#inkOf(0, own) };
  }

  #float(laid: Laid): Floating {
    return { ...matterOf(laid), bounds: laid.bounds, ink: this.#inkOf(laid.author, laid) };
  }

  #carried(laid: Laid, lifted: Lifted): Floating {
    return { ...this.#float(laid), bounds: lifted.after(laid.bounds), lifted };
  }

  #confirm(laid: Laid, damage: Damage): void {
    this.#painter?.add(laid);
    this.#noteOn(damage, laid.bounds);
    if (!this.#sheet.isVisible(laid.id) || this.#isLifted(laid)) return;
    if (this.#sheet.isCovered(laid)) this.#tiles.invalidate([laid.bounds]);
    else this.#tiles.add(laid);
    this.#lingering.add(laid, this.#tiles.wanted);
  }

  #isLifted({ id }: Laid): boolean {
    return this.#lifted?.items.some((item) => item.id === id) ?? false;
  }

  #setHidden(ids: Iterable<string>, hidden: boolean): void {
    const changed = this.#sheet.setHidden(ids, hidden);
    for (const laid of changed) {
      this.#note(laid.bounds);
      for (const owed of this.#owed) owed.delete(laid);
    }
    const confirmed = changed.filter(({ id }) => !this.#sheet.isPended(id));
    this.#tiles.invalidate(confirmed.map(({ bounds }) => bounds));
  }

  #tileDone(tile: Tile): void {
    this.#note(tile.bounds);
    for (const owed of this.#owed) {
      for (const { bounds } of owed.paid(tile, this.#tiles.wanted)) this.#note(bounds);
    }
  }

  #inkOf(author: number, matter: Matter): Ink {
    return this.#tint && !erases(matter) ? this.#tint(author, matter) : matterInk(matter);
  }

  /** What lies within `bounds` is drawn as the tiles under it are. */
  #noteWhole(bounds: Bounds): void {
    for (const place of tilesUnder(bounds, this.#tiles.wanted, this.#view)) {
      this.#paperDamage.add(place);
    }
    this.#note(bounds);
  }

  /** What lies on the paper changed within `bounds`. */
  #note(bounds: Bounds): void {
    this.#noteOn(this.#paperDamage, bounds);
  }

  #noteOn(damage: Damage, bounds: Bounds): void {
    damage.add(this.#view.toDevice(bounds));
    this.#changed();
  }

  #noteAll(): void {
    this.#paperDamage.add(this.#canvasBounds());
    this.#overlayDamage.add(this.#canvasBounds());
    this.#changed();
  }

  #frameOfView(): Frame {
    return { scale: this.#view.scale, left: this.#view.deviceX, top: this.#view.deviceY };
  }

  #canvasBounds(): Bounds {
    const { size, ratio } = this.#view;
    const right = Math.round(size.width * ratio);
    return { left: 0, top: 0, right, bottom: Math.round(size.height * ratio) };
  }

  /** Device pixels → paper units, a little more. */
  #paperOf(part: Bounds): Bounds {
    const { scale, deviceX, deviceY } = this.#view;
    const { left, top, right, bottom } = inflate(part, 1);
    return {
      left: (left + deviceX) / scale,
      top: (top + deviceY) / scale,
      right: (right + deviceX) / scale,
      bottom: (bottom + deviceY) / scale,
    };
  }
}
