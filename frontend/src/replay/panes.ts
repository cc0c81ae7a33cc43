/**
 * The picture of a recording at one moment, in panes that are painted as the drawing's own tiles
 * are: the same places, the same corners, so the same pixels. No DOM: surfaces come from outside.
 *
 * A pane is painted from a list of strokes, lowest first. What was painted of a list is good for
 * every list that begins with the same strokes; a hash of the strokes says whether one does. So
 * *stills*, copies of a pane kept on the way, make any moment a short way from a picture there is.
 */

import { paintMatter } from "../canvas/engine/marks/matter";
import { type Context2D, type Frame, type Ink, resetInk } from "../canvas/engine/marks/raster";
import { TILE, tileRange } from "../canvas/engine/tiles/tiles";
import type { Bounds } from "../canvas/engine/view/bounds";
import type { Viewport } from "../canvas/engine/view/viewport";
import type { Looks, Take } from "./looks";

export interface PaneSurface {
  readonly context: Context2D;
  readonly image: CanvasImageSource;
}

export interface PaneSources {
  makeSurface(width: number, height: number): PaneSurface;
  /** Those of the recording; it may go on. */
  readonly looks: Looks;
  inkOf(take: Take): Ink;
}

/** What to show: of what lies below `reach` that of which `shows` says yes. */
export interface Showing {
  readonly reach: number;
  shows(stroke: number): boolean;
}

/** So many strokes of a list, painted. */
interface Coat {
  readonly surface: PaneSurface | null;
  length: number;
  hash: number;
}

interface Job {
  readonly list: number[];
  coat: Coat;
}

const NOTHING = 0x811c9dc5;
/** Strokes between two stills, at least: painting so few takes no time. */
const SMALLEST_GAP = 50;

function rolled(hash: number, stroke: number): number {
  const mixed = Math.imul(hash ^ (stroke & 0xffff), 0x01000193);
  return Math.imul(mixed ^ (stroke >>> 16), 0x01000193) >>> 0;
}

export class Pane {
  readonly bounds: Bounds;
  readonly frame: Frame;
  readonly width: number;
  readonly height: number;
  /** Device pixels from the window's corner. */
  readonly left: number;
  readonly top: number;
  readonly #sources: PaneSources;
  readonly #mostStills: number;
  #touching: Uint32Array | null = null;
  readonly #stills: Coat[] = [];
  #coat: Coat = blank();
  /** What stills are made from. */
  #ahead: Coat = blank();
  #job: Job | null = null;

  constructor(sources: PaneSources, view: Viewport, column: number, row: number, stills: number) {
    const side = TILE / view.scale;
    this.#sources = sources;
    this.#mostStills = stills;
    this.bounds = {
      left: column * side,
      top: row * side,
      right: (column + 1) * side,
      bottom: (row + 1) * side,
    };
    this.frame = { scale: view.scale, left: column * TILE, top: row * TILE };
    this.left = column * TILE - view.deviceX;
    this.top = row * TILE - view.deviceY;
    // What lies beyond the window on the right and below is never seen.
    this.width = Math.min(TILE, Math.round(view.size.width * view.ratio) - this.left);
    this.height = Math.min(TILE, Math.round(view.size.height * view.ratio) - this.top);
  }

  get complete(): boolean {
    return this.#job === null;
  }

  get image(): CanvasImageSource | null {
    return this.#coat.surface?.image ?? null;
  }

  get stillCount(): number {
    return this.#stills.length;
  }

  /** There are more looks, above all there were: what is painted stays good. */
  goOn(): void {
    this.#touching = null;
  }

  /** Begins to show something else; what is there stays until it is ready. */
  show(showing: Showing): void {
    const list = this.#list(showing);
    const coat = this.#startOf(list, this.#coat);
    this.#job = coat === this.#coat && coat.length === list.length ? null : { list, coat };
  }

  /** One stroke more, on top. */
  add(stroke: number): void {
    if (this.#job) this.#job.list.push(stroke);
    else this.#coat = this.#painted(this.#coat, stroke);
  }

  /** Paints until `now()` reaches the deadline; true when it shows what it should. */
  work(now: () => number, deadline: number): boolean {
    const job = this.#job;
    if (!job) return true;
    const done = this.#advance(job, now, deadline);
    if (done || job.coat.surface === this.#coat.surface) this.#coat = job.coat;
    if (!done) return false;
    this.#job = null;
    return true;
  }

  /** Makes stills on the way to another moment; true when it is there. */
  develop(showing: Showing, now: () => number, deadline: number): boolean {
    const list = this.#list(showing);
    const job = { list, coat: this.#startOf(list, this.#ahead) };
    const done = this.#advance(job, now, deadline);
    this.#ahead = job.coat;
    return done;
  }

  #advance(job: Job, now: () => number, deadline: number): boolean {
    for (let next = job.list[job.coat.length]; next !== undefined; ) {
      if (now() >= deadline) return false;
      job.coat = this.#painted(job.coat, next);
      next = job.list[job.coat.length];
    }
    return true;
  }

  /** The longest beginning of a list that is painted: `mine` to be painted on, or a copy. */
  #startOf(list: readonly number[], mine: Coat): Coat {
    const hashes = prefixHashes(list);
    const still = longest(this.#stills, hashes);
    if (isPrefix(mine, hashes) && mine.length >= (still?.length ?? 0)) return mine;
    return still ? { ...still, surface: this.#copy(still.surface) } : blank();
  }

  #list({ reach, shows }: Showing): number[] {
    this.#touching ??= this.#sources.looks.search(this.bounds);
    const list: number[] = [];
    for (const stroke of this.#touching) {
      if (stroke >= reach) break;
      if (shows(stroke)) list.push(stroke);
    }
    return list;
  }

  #painted(coat: Coat, stroke: number): Coat {
    const surface = coat.surface ?? this.#blank();
    const take = this.#sources.looks.take(stroke);
    paintMatter(surface.context, take, this.frame, this.bounds, this.#sources.inkOf(take));
    const painted = { surface, length: coat.length + 1, hash: rolled(coat.hash, stroke) };
    if (painted.length % this.#gap === 0) this.#keep(painted);
    return painted;
  }

  get #gap(): number {
    return Math.max(SMALLEST_GAP, Math.ceil((this.#touching?.length ?? 0) / this.#mostStills));
  }

  #keep(coat: Coat): void {
    if (this.#stills.length >= 2 * this.#mostStills) this.#stills.shift(); // of pasts that differ
    if (this.#stills.some(({ length, hash }) => length === coat.length && hash === coat.hash))
      return;
    this.#stills.push({ ...coat, surface: this.#copy(coat.surface) });
  }

  #copy(surface: PaneSurface | null): PaneSurface | null {
    if (!surface) return null;
    const copy = this.#blank();
    resetInk(copy.context);
    copy.context.drawImage(surface.image, 0, 0);
    return copy;
  }

  #blank(): PaneSurface {
    return this.#sources.makeSurface(this.width, this.height);
  }
}

function blank(): Coat {
  return { surface: null, length: 0, hash: NOTHING };
}

function prefixHashes(list: readonly number[]): Uint32Array {
  const hashes = new Uint32Array(list.length + 1);
  hashes[0] = NOTHING;
  for (const [index, stroke] of list.entries()) {
    hashes[index + 1] = rolled(hashes[index] as number, stroke);
  }
  return hashes;
}

function isPrefix({ length, hash }: Coat, hashes: Uint32Array): boolean {
  return length < hashes.length && hashes[length] === hash;
}

function longest(stills: readonly Coat[], hashes: Uint32Array): Coat | undefined {
  let best: Coat | undefined;
  for (const still of stills) {
    if (isPrefix(still, hashes) && still.length > (best?.length ?? 0)) best = still;
  }
  return best;
}

/** The panes that cover a window; each keeps about so many stills. */
export function panesOf(sources: PaneSources, view: Viewport, stills: number): Pane[] {
  const { columns, rows } = tileRange(view.scale, view.bounds);
  const panes: Pane[] = [];
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (let column = columns[0]; column <= columns[1]; column++) {
      const pane = new Pane(sources, view, column, row, stills);
      if (pane.width > 0 && pane.height > 0) panes.push(pane);
    }
  }
  return panes;
}
