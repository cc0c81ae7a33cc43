/**
 * The confirmed drawing as square pictures, painted ahead of being looked at.
 *
 * A tile belongs to a scale (device pixels in a unit) and holds every visible stroke that touches
 * it, painted in order from nothing. New strokes are painted on top of what is there, which comes
 * to the same pixels. A tile that must be painted again shows its old picture until the new one
 * is ready. No DOM: surfaces come from outside.
 */

import { paintMatter } from "../marks/matter";
import { type Context2D, type Frame, type Ink, resetInk } from "../marks/raster";
import type { Laid } from "../sheet/sheet";
import { type Bounds, overlap } from "../view/bounds";

export const TILE = 512;
const TILE_BYTES = TILE * TILE * 4;
const MOST_TILES = 4096;
const SPARE_SURFACES = 8;
/** Fewer strokes are painted sooner than ordered. */
const WORTH_ORDERING = 12;
/** A picture that lacks more strokes than these is painted anew. */
const MOST_LACKING = 24;

export interface Surface {
  readonly context: Context2D;
  readonly image: HTMLCanvasElement;
}

/** A picture from a worker, which cannot be painted on. */
export interface Still {
  readonly context: null;
  /** A canvas from when the browser is to move it beside the page. */
  readonly image: ImageBitmap | HTMLCanvasElement;
  readonly close: () => void;
}

/** The browser has taken away what is on it, and it cannot be painted on for now. */
export function isLost({ context }: Pick<Surface, "context">): boolean {
  return context.isContextLost?.(); // older browsers never say so
}

/** Paints tiles elsewhere, a few at a time. */
export interface Painter {
  /** Takes another one now. */
  readonly free: boolean;
  /**
   * Paints strokes, told by their indexes, lowest first, on nothing. Later tells the picture, or
   * null: it cannot, paint it yourself. Returns what takes the order back.
   */
  paint(
    tile: TilePlace,
    strokes: readonly number[],
    done: (still: Still | null) => void,
  ): () => void;
}

export interface TileSources {
  /** A blank surface of TILE × TILE pixels. */
  makeSurface(): Surface;
  /** The indexes of visible confirmed strokes that touch `bounds`, lowest first. */
  search(bounds: Bounds): number[];
  at(index: number): Laid;
  /** The ink to paint a stroke with. */
  inkOf(stroke: Laid): Ink;
  /** Who paints elsewhere; null where nobody does, or in other inks than the strokes' own. */
  painter?(): Painter | null;
  /** A tile came from elsewhere: `work` has something to hand out. */
  arrived?(): void;
}

interface Job {
  /** Their indexes. */
  readonly strokes: number[];
  next: number;
  surface: Surface | null;
  /** Takes back what was ordered elsewhere. */
  cancel: (() => void) | null;
  /** To be painted here, whoever is free. */
  here: boolean;
}

/** A square of the paper at a scale. */
export interface TilePlace {
  readonly scale: number;
  readonly column: number;
  readonly row: number;
}

/** `picture` is undefined before the first painting and null where nothing is drawn. */
export class Tile implements TilePlace {
  picture: Surface | Still | null | undefined = undefined;
  job: Job | null = null;
  /** New top strokes that the picture does without, since it was out of sight. */
  lacks: Laid[] = [];

  constructor(
    readonly scale: number,
    readonly column: number,
    readonly row: number,
  ) {}

  /** Paper units. */
  get bounds(): Bounds {
    const side = TILE / this.scale;
    const [left, top] = [this.column * side, this.row * side];
    return { left, top, right: left + side, bottom: top + side };
  }

  get frame(): Frame {
    return { scale: this.scale, left: this.column * TILE, top: this.row * TILE };
  }

  /** Holds all there is to show. */
  get complete(): boolean {
    return this.picture !== undefined && this.job === null && this.lacks.length === 0;
  }
}

/** The tile places of one scale that cover some device pixels. */
export interface TileRange {
  readonly scale: number;
  readonly columns: readonly [number, number];
  readonly rows: readonly [number, number];
}

/** `bounds` in paper units; both ends of columns and rows are included. */
export function tileRange(scale: number, bounds: Bounds): TileRange {
  const side = TILE / scale;
  return {
    scale,
    columns: [Math.floor(bounds.left / side), Math.ceil(bounds.right / side) - 1],
    rows: [Math.floor(bounds.top / side), Math.ceil(bounds.bottom / side) - 1],
  };
}

/** The scale to paint at while zooming: a power of two times the screen's own ratio, or finer. */
export function passingScale(zoom: number, ratio: number): number {
  return 2 ** Math.ceil(Math.log2(zoom) - 0.25) * ratio;
}

export class Tiles {
  readonly #sources: TileSources;
  readonly #budget: number;
  /** Least recently wanted first. */
  readonly #tiles = new Map<string, Tile>();
  readonly #spare: Surface[] = [];
  #surfaces = 0;
  /** Of the range that is looked at. */
  #ends = "";
  #wanted: Tile[] = [];
  #ahead: Tile[] = [];
  #needed: ReadonlySet<Tile> = new Set();
  #arrived: Tile[] = [];

  /** `budget` in bytes; what is wanted is kept whatever it takes. */
  constructor(sources: TileSources, budget: number) {
    this.#sources = sources;
    this.#budget = budget;
  }

  get bytes(): number {
    return this.#surfaces * TILE_BYTES;
  }

  /** Everything in sight is complete. */
  get settled(): boolean {
    return this.#wanted.every((tile) => tile.complete);
  }

  /** There is something to do now, in sight or just beyond. */
  get busy(): boolean {
    const idle = (tile: Tile) => tile.complete || tile.job?.cancel;
    const waits = this.#sources.painter?.()?.free === false;
    if (waits) return this.#wanted.some((tile) => !idle(tile) && tile.job?.here);
    return !(this.#wanted.every(idle) && this.#ahead.every(idle));
  }

  /** The tiles in sight. */
  get wanted(): readonly Tile[] {
    return this.#wanted;
  }

  /** Whether there is a picture of anything. */
  get anyDrawn(): boolean {
    return this.#surfaces > 0;
  }

  /** All tiles that have something to show, at any scale. */
  *pictured(): Iterable<Tile> {
    for (const tile of this.#tiles.values()) if (tile.picture !== undefined) yield tile;
  }

  /** Says what is looked at, in paper units; tiles nearest the middle will be painted first. */
  want(scale: number, bounds: Bounds): void {
    const range = tileRange(scale, bounds);
    const ends = `${Object.values(range)}`;
    if (ends !== this.#ends) this.#turnTo(range);
    this.#ends = ends;
    this.#evict();
  }

  /** Paints until `now()` reaches the deadline; returns the tiles that became complete. */
  work(now: () => number, deadline: number): Tile[] {
    const done = this.#arrived;
    this.#arrived = [];
    for (const tile of [...this.#wanted, ...this.#ahead]) {
      if (now() >= deadline) break;
      if (tile.complete) continue;
      if (this.#paintOnwards(tile, now, deadline)) done.push(tile);
    }
    return done;
  }

  /** A new top stroke: painted at once where it is seen, elsewhere when there is time. */
  add(stroke: Laid): void {
    for (const tile of this.#tiles.values()) {
      if (!overlap(tile.bounds, stroke.bounds)) continue;
      tile.job?.strokes.push(stroke.index);
      if (tile.picture === undefined) continue;
      const seen = tile.lacks.length === 0 && this.#wanted.includes(tile);
      if (seen) this.#paintOn(tile, stroke);
      else if (tile.lacks.length <= MOST_LACKING) tile.lacks.push(stroke);
    }
  }

  /** What lies in any of `places` changed below the top: those tiles are painted anew. */
  invalidate(places: readonly Bounds[]): void {
    for (const tile of this.#tiles.values()) {
      const { bounds } = tile;
      if (places.some((place) => overlap(bounds, place))) this.#restart(tile);
    }
  }

  invalidateAll(): void {
    for (const tile of this.#tiles.values()) this.#restart(tile);
  }

  #turnTo(range: TileRange): void {
    this.#wanted = this.#inRange(range);
    this.#ahead = this.#around(range);
    this.#needed = new Set([...this.#wanted, ...this.#ahead]);
    this.#takeBack();
  }

  #restart(tile: Tile): void {
    this.#releaseJob(tile);
    if (this.#wanted.includes(tile)) this.#begin(tile);
    else this.#drop(tile);
  }

  #inRange({ scale, columns, rows }: TileRange): Tile[] {
    const tiles: Tile[] = [];
    for (let row = rows[0]; row <= rows[1]; row++) {
      for (let column = columns[0]; column <= columns[1]; column++) {
        tiles.push(this.#tileAt(scale, column, row));
      }
    }
    const middle = { column: (columns[0] + columns[1]) / 2, row: (rows[0] + rows[1]) / 2 };
    return tiles.sort((a, b) => distance(a, middle) - distance(b, middle));
  }

  /** One ring of tiles outside the range, if the budget has room for it. */
  #around({ scale, columns, rows }: TileRange): Tile[] {
    const outer = this.#ringSize(columns, rows);
    if ((this.#wanted.length + outer) * TILE_BYTES > this.#budget) return [];
    const inner = new Set(this.#wanted);
    return this.#inRange({
      scale,
      columns: [columns[0] - 1, columns[1] + 1],
      rows: [rows[0] - 1, rows[1] + 1],
    }).filter((tile) => !inner.has(tile));
  }

  #ringSize(columns: readonly [number, number], rows: readonly [number, number]): number {
    return 2 * (columns[1] - columns[0] + rows[1] - rows[0]) + 8;
  }

  #tileAt(scale: number, column: number, row: number): Tile {
    const key = `${scale}/${column}/${row}`;
    const tile = this.#tiles.get(key) ?? new Tile(scale, column, row);
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  #begin(tile: Tile): void {
    if (tile.job) return;
    const strokes = this.#sources.search(tile.bounds);
    const here = strokes.length < WORTH_ORDERING;
    tile.job = { strokes, next: 0, surface: null, cancel: null, here };
  }

  /** True when the tile became complete. */
  #paintOnwards(tile: Tile, now: () => number, deadline: number): boolean {
    const { job, lacks, picture } = tile;
    const anew = job || picture === undefined || lacks.length > MOST_LACKING;
    if (!anew) return this.#catchUp(tile, now, deadline);
    this.#begin(tile);
    return this.#advance(tile, now, deadline);
  }

  #catchUp(tile: Tile, now: () => number, deadline: number): boolean {
    while (tile.lacks.length > 0 && now() < deadline)
      this.#paintOn(tile, tile.lacks.shift() as Laid);
    return tile.complete;
  }

  #advance(tile: Tile, now: () => number, deadline: number): boolean {
    const job = tile.job;
    if (!job || job.cancel) return false;
    const painter = job.here ? null : this.#sources.painter?.();
    if (painter) {
      if (painter.free) this.#order(tile, job, painter);
      return false;
    }
    for (; job.next < job.strokes.length; job.next++) {
      if (now() >= deadline) return false;
      job.surface ??= this.#takeSurface();
      this.#paint(job.surface, tile, this.#sources.at(job.strokes[job.next] as number));
    }
    this.#replace(tile, job.surface);
    return true;
  }

  #order(tile: Tile, job: Job, painter: Painter): void {
    const ordered = job.strokes.length;
    job.cancel = painter.paint(tile, job.strokes, (still) => {
      if (still) this.#receive(tile, job, still, ordered);
      else Object.assign(job, { cancel: null, here: true });
      this.#sources.arrived?.();
    });
  }

  #receive(tile: Tile, job: Job, still: Still, ordered: number): void {
    this.#surfaces++;
    this.#replace(tile, still);
    for (const late of job.strokes.slice(ordered)) this.#paintOn(tile, this.#sources.at(late));
    this.#arrived.push(tile);
  }

  #replace(tile: Tile, picture: Surface | Still | null): void {
    if (tile.picture) this.#giveBack(tile.picture);
    tile.picture = picture;
    tile.job = null;
    tile.lacks = [];
  }

  /** Paints a stroke on top of a picture that is there. */
  #paintOn(tile: Tile, stroke: Laid): void {
    const { picture } = tile;
    if (picture?.context) {
      this.#paint(picture, tile, stroke);
      return;
    }
    const surface = this.#takeSurface();
    if (picture) {
      surface.context.drawImage(picture.image, 0, 0);
      this.#giveBack(picture);
    }
    tile.picture = surface;
    this.#paint(surface, tile, stroke);
  }

  #paint(surface: Surface, tile: Tile, stroke: Laid): void {
    const ink = this.#sources.inkOf(stroke);
    paintMatter(surface.context, stroke, tile.frame, tile.bounds, ink);
  }

  /** What is not looked at any more need not be painted elsewhere either. */
  #takeBack(): void {
    for (const tile of this.#tiles.values()) {
      if (tile.job?.cancel && !this.#needed.has(tile)) this.#drop(tile);
    }
  }

  #evict(): void {
    for (const tile of this.#tiles.values()) {
      if (this.bytes <= this.#budget && this.#tiles.size <= MOST_TILES) return;
      if (!this.#needed.has(tile)) this.#drop(tile);
    }
  }

  #drop(tile: Tile): void {
    this.#releaseJob(tile);
    if (tile.picture) this.#giveBack(tile.picture);
    tile.picture = undefined;
    tile.lacks = [];
    if (this.#needed.has(tile)) return;
    this.#tiles.delete(`${tile.scale}/${tile.column}/${tile.row}`);
  }

  #releaseJob(tile: Tile): void {
    tile.job?.cancel?.();
    if (tile.job?.surface) this.#giveBack(tile.job.surface);
    tile.job = null;
  }

  #takeSurface(): Surface {
    this.#surfaces++;
    const spare = this.#spare.pop();
    const surface = spare && !isLost(spare) ? spare : this.#sources.makeSurface();
    resetInk(surface.context);
    surface.context.clearRect(0, 0, TILE, TILE);
    return surface;
  }

  #giveBack(picture: Surface | Still): void {
    this.#surfaces--;
    if (!picture.context) picture.close();
    else if (this.#spare.length < SPARE_SURFACES) this.#spare.push(picture);
  }
}

function distance(tile: Tile, middle: { column: number; row: number }): number {
  return Math.hypot(tile.column - middle.column, tile.row - middle.row);
}
