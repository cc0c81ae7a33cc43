/**
 * A recording seen through one window: shows any moment of it, and between frames makes stills
 * of all of it, so that no moment is far from one. (no DOM, no clock)
 */

import type { Context2D } from "../canvas/engine/marks/raster";
import { overlap } from "../canvas/engine/view/bounds";
import type { Viewport } from "../canvas/engine/view/viewport";
import { type Pane, type PaneSources, type PaneSurface, panesOf, type Showing } from "./panes";
import { Past } from "./past";
import type { Recording } from "./recording";

export interface FilmOptions {
  makeSurface(width: number, height: number): PaneSurface;
  inkOf: PaneSources["inkOf"];
  /** Whether strokes of this person are shown. */
  showsAuthor(author: number): boolean;
  /** How many bytes its stills may take. */
  readonly stillsBytes?: number;
}

const STILLS_BYTES = 128 * 2 ** 20;
const MOST_STILLS = 48;
const FEWEST_STILLS = 6;
/** From so many new looks on it is a jump. */
const JUMP = 150;

export class Film {
  readonly view: Viewport;
  #recording: Recording;
  readonly #options: FilmOptions;
  readonly #panes: Pane[];
  readonly #past: Past;
  readonly #ahead: Past;
  readonly #step: number;
  /** The pane whose stills are made next. */
  #developing = 0;

  constructor(recording: Recording, view: Viewport, options: FilmOptions) {
    this.#recording = recording;
    this.view = view;
    this.#options = options;
    this.#past = new Past(recording.chronicle);
    this.#ahead = new Past(recording.chronicle);
    const stills = stillsFor(view, options.stillsBytes ?? STILLS_BYTES);
    this.#step = Math.max(1, Math.ceil(recording.operations.length / stills));
    this.#panes = panesOf(this.#sources(), view, stills);
  }

  #sources(): PaneSources {
    const { makeSurface, inkOf } = this.#options;
    const looks = () => this.#recording.looks;
    return {
      makeSurface,
      inkOf,
      get looks() {
        return looks();
      },
    };
  }

  /** All of the moment is painted. */
  get settled(): boolean {
    return this.#panes.every((pane) => pane.complete);
  }

  /** All stills are made. */
  get developed(): boolean {
    const all = this.#ahead.count >= this.#recording.operations.length;
    return all && this.#developing >= this.#panes.length;
  }

  get count(): number {
    return this.#past.count;
  }

  /** How much can be seen. */
  get seenCount(): number {
    let count = 0;
    for (const seen of this.#past.seen) count += seen;
    return count;
  }

  isSeen(look: number): boolean {
    return this.#past.seen[look] === 1 && this.#showsAuthorOf(look);
  }

  /**
   * Plays what the recording has come to be; false where something new lies below what was there, so
   * that another film is needed.
   */
  goOn(recording: Recording): boolean {
    const { operations, looks } = this.#recording;
    if (recording.chronicle.reachAfter(operations.length) !== looks.length) return false;
    this.#recording = recording;
    for (const past of [this.#past, this.#ahead]) past.goOn(recording.chronicle);
    for (const pane of this.#panes) pane.goOn();
    return true;
  }

  /** Shows the moment after `count` operations. */
  goTo(count: number): void {
    const before = this.#past.reach;
    const back = count < this.#past.count;
    const flipped = this.#past.goTo(count);
    const reach = this.#past.reach;
    if (back || reach - before > JUMP) {
      this.#showAll();
      return;
    }
    this.#change(
      [...flipped].filter((look) => look < before),
      before,
    );
    for (let look = before; look < reach; look++) this.#add(look);
  }

  /** Paints the moment; true while there is more to paint. */
  work(now: () => number, deadline: number): boolean {
    for (const pane of this.#panes) if (!pane.work(now, deadline)) return true;
    return false;
  }

  /** Makes stills; true while there are more to make. */
  develop(now: () => number, deadline: number): boolean {
    while (!this.developed && now() < deadline) {
      const pane = this.#panes[this.#developing];
      if (!pane) this.#nextStills();
      else if (pane.develop(this.#showing(this.#ahead), now, deadline)) this.#developing++;
    }
    return !this.developed;
  }

  draw(context: Context2D): void {
    for (const { image, left, top } of this.#panes) if (image) context.drawImage(image, left, top);
  }

  #nextStills(): void {
    this.#ahead.goTo(Math.min(this.#recording.operations.length, this.#ahead.count + this.#step));
    this.#developing = 0;
  }

  #showing(past: Past, reach = past.reach): Showing {
    const shows = (look: number) => past.seen[look] === 1 && this.#showsAuthorOf(look);
    return { reach, shows };
  }

  #showAll(): void {
    for (const pane of this.#panes) pane.show(this.#showing(this.#past));
  }

  /** Some looks below `reach` came or went. */
  #change(looks: readonly number[], reach: number): void {
    if (looks.length === 0) return;
    for (const pane of this.#panes) {
      const touched = looks.some((look) =>
        overlap(this.#recording.looks.boundsOf(look), pane.bounds),
      );
      if (touched) pane.show(this.#showing(this.#past, reach));
    }
  }

  #add(look: number): void {
    if (!this.isSeen(look)) return;
    const bounds = this.#recording.looks.boundsOf(look);
    for (const pane of this.#panes) if (overlap(bounds, pane.bounds)) pane.add(look);
  }

  #showsAuthorOf(look: number): boolean {
    return this.#options.showsAuthor(this.#recording.looks.made(look).author);
  }
}

/** How many pictures of the whole window memory allows. */
function stillsFor({ size, ratio }: Viewport, most: number): number {
  const bytes = Math.max(1, size.width * size.height) * ratio * ratio * 4;
  return Math.min(MOST_STILLS, Math.max(FEWEST_STILLS, Math.floor(most / bytes)));
}
