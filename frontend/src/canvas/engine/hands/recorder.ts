/**
 * What a hand does → the points of a stroke.
 *
 * Smoothed once, here, and stored so. The line follows the hand a little behind; its tip is always
 * where the pen is, and so is its last point when the pen lifts.
 */

import { BRUSH, MAX_COORDINATE, MAX_DT, PENCIL, type Style, UNITS_PER_PIXEL } from "../../strokes";
import { GrowingStroke, type InkPoint } from "../marks/growing";
import { Smoothing, type SmoothingOptions } from "./smoothing";

/** One report of the pointer. */
export interface PenSample {
  /** Paper units. */
  readonly x: number;
  readonly y: number;
  /** 0 to 1; null where the device does not feel it, or no more. */
  readonly pressure: number | null;
  /** 0 as one writes, 1 as one shades. */
  readonly lean?: number;
  /** ms, on any clock that does not run backwards. */
  readonly time: number;
}

/** CSS pixels between kept points: closer ones only carry the stair-steps of the screen. */
const SPACING = 2;

/** How much the line is steadied; docs/smoothing.md has the looks of it. */
export type Steadiness = "off" | "little" | "lot";

export const STEADINESS: Readonly<Record<Steadiness, SmoothingOptions>> = {
  off: { minimumCutoff: 1, speedGain: 0.025 },
  little: { minimumCutoff: 1, speedGain: 0.008 },
  lot: { minimumCutoff: 0.5, speedGain: 0.0025 },
};

// Devices that feel no pressure: a slow hand presses harder. Speeds in CSS pixels a ms.
const PRESSURE_AT_START = 0.55;
const PRESSURE_AT_REST = 0.78;
const PRESSURE_IN_FLIGHT = 0.42;
const SPEED_IN_FLIGHT = 2.5;
const PRESSURE_SETTLES = 60; // ms

/**
 * How much of the width that pressure leaves a brush gains where it is laid flat. It is kept as
 * pressure, so only a tool whose width follows pressure can have it: a marker has one width, in all
 * drawings there are.
 */
const FLAT = 0.8;
/** CSS pixels that the line may be drawn ahead of the pen. */
const FARTHEST_AHEAD = 32;

/** Whether a sample says where and when. */
export function isSound({ x, y, time }: PenSample): boolean {
  return Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(time);
}

export class Recorder {
  readonly points: GrowingStroke;
  readonly #zoom: number;
  readonly #smoothing: Smoothing;
  readonly #widensFlat: boolean;
  #lean = 0;
  #pressure = PRESSURE_AT_START;
  #feels = false;
  #started: number | null = null;
  /** ms from the start to the last kept point, and to the last sample. */
  #keptAt = 0;
  #last: PenSample | null = null;
  #kept: InkPoint | null = null;

  /** `zoom` turns paper units into CSS pixels, in which a hand is steady or not. */
  constructor(style: Style, zoom: number, steadiness: Steadiness = "off") {
    this.points = new GrowingStroke(style);
    this.#smoothing = new Smoothing(STEADINESS[steadiness]);
    this.#widensFlat = style.tool === BRUSH || style.tool === PENCIL;
    this.#zoom = zoom;
  }

  /** Where the pen is now, as the point it would leave if it lifted. */
  get tip(): InkPoint | null {
    const last = this.#last;
    if (!last) return null;
    const tip = this.#point(last.x, last.y, last.time);
    return this.#repeats(tip) ? null : tip;
  }

  /** What is drawn beyond the kept points: to the pen, and to where it is thought to be soon. */
  ends(ahead: readonly PenSample[] = []): InkPoint[] {
    const { tip } = this;
    const foreseen = ahead.findLast((sample) => isSound(sample) && this.#isNear(sample));
    const end = foreseen && this.#point(foreseen.x, foreseen.y, foreseen.time);
    return [tip, end].flatMap((point) => point ?? []);
  }

  add(sample: PenSample): void {
    if (!isSound(sample)) return;
    this.#feel(sample);
    this.#started ??= sample.time;
    const waits = sample.x === this.#last?.x && sample.y === this.#last.y;
    if (waits) {
      this.#last = sample; // the line neither goes on nor bends while the pen stands
      return;
    }
    const smooth = this.#smoothing.next(sample.x * this.#zoom, sample.y * this.#zoom, sample.time);
    this.#last = sample;
    const point = this.#point(smooth.x / this.#zoom, smooth.y / this.#zoom, sample.time);
    if (this.#farEnough(point)) this.#keep(point, sample.time);
  }

  /** The pen left the paper where it was last seen. */
  lift(): void {
    const tip = this.tip;
    if (tip && this.#last) this.#keep(tip, this.#last.time);
  }

  #feel(sample: PenSample): void {
    if (this.#widensFlat) this.#lean = sample.lean ?? 0;
    if (sample.pressure !== null && Number.isFinite(sample.pressure)) {
      this.#pressure = sample.pressure;
      this.#feels = true;
    } else if (!this.#feels && this.#last) {
      this.#guess(sample, this.#last);
    }
  }

  /** Pressure from speed. */
  #guess(sample: PenSample, last: PenSample): void {
    const elapsed = Math.max(1, sample.time - last.time);
    const path = Math.hypot(sample.x - last.x, sample.y - last.y) * this.#zoom;
    if (path === 0) return; // a hand that waits, then lifts, changes nothing
    const flight = Math.min(1, path / elapsed / SPEED_IN_FLIGHT);
    const aim = PRESSURE_AT_REST + (PRESSURE_IN_FLIGHT - PRESSURE_AT_REST) * flight;
    this.#pressure += (aim - this.#pressure) * Math.min(1, elapsed / PRESSURE_SETTLES);
  }

  #point(x: number, y: number, time: number): InkPoint {
    const elapsed = Math.round(time - (this.#started ?? time));
    const pressure = this.#pressure + (1 - this.#pressure) * FLAT * this.#lean;
    return {
      x: quantized(x),
      y: quantized(y),
      pressure: Math.round(Math.min(1, Math.max(0, pressure)) * 255),
      dt: Math.min(MAX_DT, Math.max(0, elapsed - this.#keptAt)),
    };
  }

  #isNear({ x, y }: PenSample): boolean {
    const last = this.#last;
    return last !== null && Math.hypot(x - last.x, y - last.y) * this.#zoom <= FARTHEST_AHEAD;
  }

  #farEnough(point: InkPoint): boolean {
    const kept = this.#kept;
    if (!kept) return true;
    const distance = Math.hypot(point.x - kept.x, point.y - kept.y) / UNITS_PER_PIXEL;
    return distance * this.#zoom >= SPACING && !this.#repeats(point);
  }

  #repeats(point: InkPoint): boolean {
    return this.#kept !== null && point.x === this.#kept.x && point.y === this.#kept.y;
  }

  #keep(point: InkPoint, time: number): void {
    this.points.push(point);
    this.#kept = point;
    this.#keptAt = Math.max(0, Math.round(time - (this.#started ?? time)));
  }
}

function quantized(units: number): number {
  const fixed = Math.round(units * UNITS_PER_PIXEL);
  return Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, fixed));
}
