/** One's own pen: from the first touch to the finished stroke, told to the listener as it grows. */

import type { Stroke, Style } from "../../strokes";
import type { InkPoint } from "../marks/growing";
import type { Implement } from "./implement";
import { type PenSample, Recorder, type Steadiness } from "./recorder";

/** What becomes of one's own strokes. Ids are 16 bytes. */
export interface StrokeListener {
  begin(id: Uint8Array): void;
  /** New points, `offset` of which went before. */
  ink(id: Uint8Array, offset: number, piece: Stroke): void;
  /** All of a stroke that changes as it is drawn; it takes the place of `before`. */
  redraw(id: Uint8Array, whole: Stroke, before: Uint8Array | null): void;
  commit(id: Uint8Array, stroke: Stroke): void;
  drop(id: Uint8Array): void;
}

/** Where the stroke in progress is seen. */
export interface PenPaper {
  /** `ends`: what follows the points for now, the next time something else. */
  drawOwn(offset: number, piece: Stroke, ends: readonly InkPoint[]): void;
  endOwn(): void;
}

/** Longer strokes go on as a new one. */
export const LONGEST_STROKE = 4000;
const INK_INTERVAL = 33; // ms
/** A hand that moves less than so many CSS pixels in so many ms holds still. */
const STILL_WITHIN = 4;
const STILL_FOR = 500; // ms

/** A stroke in progress that goes on as something else. */
export interface Begun {
  readonly id: Uint8Array;
  readonly style: Style;
  readonly zoom: number;
  /** What was drawn so far, and whether others were told any of it. */
  readonly stroke: Stroke;
  readonly told: boolean;
  readonly last: PenSample;
  /** ms from its begin to its last sample. */
  readonly took: number;
}
/** ms after which something else must have come than was foreseen, or nothing will. */
const FORESIGHT = 25;

interface Work {
  readonly id: Uint8Array;
  readonly style: Style;
  readonly zoom: number;
  readonly recorder: Recorder;
  readonly begun: number;
  last: PenSample;
  /** Where the hand holds still, if it does, and whether that was said. */
  rest: PenSample;
  rested: boolean;
  /** Where the pen is thought to be soon is shown. */
  foreseen: boolean;
  /** Points shown on the paper, and told to the listener. */
  shown: number;
  told: number;
  toldAt: number;
}

export class Pen implements Implement {
  listener: StrokeListener | null = null;
  newId: () => Uint8Array;
  steadiness: Steadiness = "off";
  /** The hand holds still, with the pen down. */
  onrest: (() => void) | null = null;
  readonly #paper: PenPaper;
  #work: Work | null = null;

  constructor(paper: PenPaper, newId: () => Uint8Array) {
    this.#paper = paper;
    this.newId = newId;
  }

  get down(): boolean {
    return this.#work !== null;
  }

  /** It is down, and the hand has not moved since `onrest`. */
  get rests(): boolean {
    return this.#work?.rested ?? false;
  }

  begin(style: Style, zoom: number, sample: PenSample): void {
    if (this.#work) this.lift();
    const work = {
      id: this.newId(),
      style,
      zoom,
      recorder: new Recorder(style, zoom, this.steadiness),
      begun: sample.time,
      last: sample,
      rest: sample,
      rested: false,
      foreseen: false,
      shown: 0,
      told: 0,
      toldAt: sample.time,
    };
    this.#work = work;
    this.listener?.begin(work.id);
    this.move([sample]);
  }

  /** `ahead`: where the pen is thought to be soon, seen but never kept or told. */
  move(samples: readonly PenSample[], ahead: readonly PenSample[] = []): void {
    for (const sample of samples) {
      const work = this.#work;
      if (!work) return;
      work.recorder.add(sample);
      work.last = sample;
      if (strays(work, sample)) Object.assign(work, { rest: sample, rested: false });
      if (work.recorder.points.length >= LONGEST_STROKE) this.#continue(work);
    }
    if (this.#work) {
      this.#show(this.#work, ahead);
      this.tell(this.#work.last.time);
    }
  }

  /** Tells the listener of new points, if the last telling is a while ago; `time` in ms. */
  tell(time: number): void {
    const work = this.#work;
    if (work) this.#await(work, time);
    if (!work || work !== this.#work || time - work.toldAt < INK_INTERVAL) return;
    const { points } = work.recorder;
    if (points.length === work.told) return;
    this.listener?.ink(work.id, work.told, points.copy(work.told));
    work.told = points.length;
    work.toldAt = time;
  }

  lift(): void {
    const work = this.#work;
    if (!work) return;
    if (work.recorder.points.length === 0) {
      this.drop();
      return;
    }
    this.#work = null;
    work.recorder.lift();
    this.listener?.commit(work.id, work.recorder.points.copy());
    this.#paper.endOwn();
  }

  /** Forgets the stroke in progress: it was not meant. */
  drop(): void {
    const work = this.#work;
    if (!work) return;
    this.#work = null;
    this.listener?.drop(work.id);
    this.#paper.endOwn();
  }

  /** The stroke in progress, as far as it is drawn. */
  get begun(): Begun | null {
    const work = this.#work;
    if (!work || work.recorder.points.length === 0) return null;
    const { id, style, zoom, last, told, recorder } = work;
    const stroke = recorder.points.copy();
    return { id, style, zoom, stroke, last, told: told > 0, took: last.time - work.begun };
  }

  /** The stroke in progress is somebody else's from here on. */
  handOver(): void {
    this.#work = null;
    this.#paper.endOwn();
  }

  /** What was foreseen has not come, or the hand holds still. */
  #await(work: Work, time: number): void {
    if (work.foreseen && time - work.last.time >= FORESIGHT) this.#show(work, []);
    if (work.rested || time - work.rest.time < STILL_FOR) return;
    work.rested = true;
    this.onrest?.();
  }

  #continue(work: Work): void {
    this.lift();
    this.begin(work.style, work.zoom, work.last);
  }

  #show(work: Work, ahead: readonly PenSample[]): void {
    const { points } = work.recorder;
    this.#paper.drawOwn(work.shown, points.view(work.shown), work.recorder.ends(ahead));
    work.shown = points.length;
    work.foreseen = ahead.length > 0;
  }
}

function strays({ rest, zoom }: Work, { x, y }: PenSample): boolean {
  return Math.hypot(x - rest.x, y - rest.y) * zoom > STILL_WITHIN;
}
