/**
 * A stroke's outline: points → a ribbon with round ends.
 *
 * The algorithm is told in canvas/ribbon.py, its twin; both obey tests/wire/ribbon.json to the last
 * bit. So: only + − × ÷ √ and ceil, in the same order as there, and cosines from the literal table.
 */

import {
  BRUSH,
  ERASER,
  MARKER,
  PEN,
  PENCIL,
  type Stroke,
  type Style,
  UNITS_PER_PIXEL,
} from "./strokes";

/** What an outline is drawn into: a Path2D, a canvas context, or a test's list. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Edges in px. */
export interface Bounds {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

// How the radius follows the pressure: size/2 · (rest + push · pressure).
const REST_AND_PUSH = {
  [PEN]: [0.3, 0.7],
  [BRUSH]: [0.1, 0.9],
  [MARKER]: [1, 0],
  [ERASER]: [1, 0],
  [PENCIL]: [0.5, 0.5],
} as const;
const TOLERANCE = 0.4; // four times the 0.1 px by which a chord may miss its curve
const MAX_STEPS = 16; // per curve
const SHARPEST_TURN = 0.5; // cosine of 60°

// (cos, sin) of k·π/32, k = 1..16: literal, because libraries differ in the last bit.
const QUARTER: readonly (readonly [number, number])[] = [
  [0.9951847266721969, 0.0980171403295606],
  [0.9807852804032304, 0.19509032201612825],
  [0.9569403357322088, 0.29028467725446233],
  [0.9238795325112867, 0.3826834323650898],
  [0.881921264348355, 0.47139673682599764],
  [0.8314696123025452, 0.5555702330196022],
  [0.773010453362737, 0.6343932841636455],
  [0.7071067811865476, 0.7071067811865476],
  [0.6343932841636455, 0.773010453362737],
  [0.5555702330196022, 0.8314696123025452],
  [0.47139673682599764, 0.881921264348355],
  [0.3826834323650898, 0.9238795325112867],
  [0.29028467725446233, 0.9569403357322088],
  [0.19509032201612825, 0.9807852804032304],
  [0.0980171403295606, 0.9951847266721969],
  [0, 1],
];

/** cos, sin, cos, sin … strictly between 0° and 180°, in `steps` equal steps. */
function halfCircle(steps: number): Float64Array {
  const stride = 32 / steps;
  const rising = QUARTER.filter((_, index) => (index + 1) % stride === 0);
  const falling = rising.slice(0, -1).reverse();
  return Float64Array.from([
    ...rising.flat(),
    ...falling.flatMap(([cosine, sine]) => [-cosine, sine]),
  ]);
}

const HALF_CIRCLE_4 = halfCircle(4);
const HALF_CIRCLE_8 = halfCircle(8);
const HALF_CIRCLE_16 = halfCircle(16);
const HALF_CIRCLE_32 = halfCircle(32);

/** The half circle for a radius of `shown` px on the screen. */
function halfCircleFor(shown: number): Float64Array {
  if (shown < 6) return shown < 1.5 ? HALF_CIRCLE_4 : HALF_CIRCLE_8;
  return shown < 24 ? HALF_CIRCLE_16 : HALF_CIRCLE_32;
}

/** Half the width in px at a pressure of 0..255. */
export function radius(style: Style, pressure: number): number {
  const [rest, push] = REST_AND_PUSH[style.tool];
  return (style.size / UNITS_PER_PIXEL) * 0.5 * (rest + push * (pressure / 255));
}

/** The edges of the stroke, including the ribbon's width. */
export function strokeBounds(stroke: Stroke, from = 0): Bounds {
  let [left, top, right, bottom, hardest] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (let index = from; index < stroke.x.length; index++) {
    const x = stroke.x[index] as number;
    const y = stroke.y[index] as number;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    hardest = Math.max(hardest, stroke.pressure[index] as number);
  }
  const reach = radius(stroke.style, hardest);
  return {
    x0: left / UNITS_PER_PIXEL - reach,
    y0: top / UNITS_PER_PIXEL - reach,
    x1: right / UNITS_PER_PIXEL + reach,
    y1: bottom / UNITS_PER_PIXEL + reach,
  };
}

/** Traces closed polygons in px, smooth enough to be shown `scale` times as large. */
export function traceStroke(stroke: Stroke, scale: number, sink: PathSink): void {
  const ribbon = new LiveRibbon(stroke.style, scale, SHARED_LINE);
  for (let index = 0; index < stroke.x.length; index++) {
    const x = stroke.x[index] as number;
    ribbon.add(x, stroke.y[index] as number, stroke.pressure[index] as number);
  }
  ribbon.trace(sink);
}

/** A drawn point in px, with the radius its pressure gives. */
interface Knot {
  x: number;
  y: number;
  radius: number;
}

/**
 * A ribbon that grows: a new point costs the same however long the stroke is.
 *
 * Samples before `settled` stay as they are for ever; behind them come a curve and an end that the
 * next point will replace. Tracing all samples gives exactly what traceStroke would.
 */
export class LiveRibbon {
  /** How many samples will never change again. */
  settled = 0;

  readonly #style: Style;
  readonly #scale: number;
  readonly #line: Line;
  #length = 0;
  // The last two distinct points, and the middle at which the settled curve ends.
  #before: Knot | null = null;
  #last: Knot | null = null;
  #middle: Knot | null = null;

  /** `line` is where samples are kept; only what is traced at once may share one. */
  constructor(style: Style, scale: number, line = new Line()) {
    this.#style = style;
    this.#scale = scale;
    this.#line = line;
  }

  /** All samples, settled or not; 0 before the first point. */
  get samples(): number {
    this.#finish();
    return this.#length;
  }

  /** Adds a point: 1/16 px and a pressure of 0..255. One that repeats the last may widen it. */
  add(x16: number, y16: number, pressure: number): void {
    const x = x16 / UNITS_PER_PIXEL;
    const y = y16 / UNITS_PER_PIXEL;
    const knot = { x, y, radius: radius(this.#style, pressure) };
    const last = this.#last;
    this.#length = 0;
    if (last !== null && last.x === x && last.y === y) {
      if (knot.radius > last.radius) this.#last = knot;
      return;
    }
    if (last !== null) this.#settle(last, knot);
    this.#before = last;
    this.#last = knot;
  }

  /**
   * Traces the samples from..to, both included, all by default. A part begins and ends round: to
   * continue what was traced up to `to`, start there again.
   */
  trace(sink: PathSink, from = 0, to = this.samples - 1): void {
    this.#finish();
    if (this.#length > 0) tracePieces(this.#line, from, to, this.#scale, sink);
  }

  /** A point came after `last`, so what is before `last` is final. */
  #settle(last: Knot, next: Knot): void {
    const line = this.#line;
    if (this.#before === null) {
      line.put(0, last, next.x - last.x, next.y - last.y);
      this.settled = 1;
      return;
    }
    const end = middle(this.#before, last);
    if (this.#middle === null) {
      line.put(1, end, last.x - this.#before.x, last.y - this.#before.y);
      this.settled = 2;
    } else {
      this.settled = this.#curve(this.settled, this.#middle, this.#before, end);
    }
    this.#middle = end;
  }

  /** Puts the provisional rest behind the settled samples. */
  #finish(): void {
    const last = this.#last;
    if (this.#length > 0 || last === null) return;
    const before = this.#before;
    if (before === null) {
      this.#line.put(0, last, 1, 0);
      this.#length = 1;
      return;
    }
    const dx = last.x - before.x;
    const dy = last.y - before.y;
    const end = middle(before, last);
    let length = this.settled;
    if (this.#middle === null) this.#line.put(length++, end, dx, dy);
    else length = this.#curve(length, this.#middle, before, end);
    this.#line.put(length++, last, dx, dy);
    this.#length = length;
  }

  /** Puts samples of a quadratic curve at `at`, without its start; returns the index behind. */
  #curve(at: number, start: Knot, control: Knot, end: Knot): number {
    const ux = control.x - start.x;
    const uy = control.y - start.y;
    const vx = end.x - control.x;
    const vy = end.y - control.y;
    const steps = curveSteps(ux, uy, vx, vy, control.radius, this.#scale);
    for (let step = 1; step <= steps; step++) {
      const t = step / steps;
      const w = 1 - t;
      const a = w * w;
      const b = 2 * w * t;
      const c = t * t;
      const sample = {
        x: a * start.x + b * control.x + c * end.x,
        y: a * start.y + b * control.y + c * end.y,
        radius: a * start.radius + b * control.radius + c * end.radius,
      };
      const tx = w * ux + t * vx;
      const ty = w * uy + t * vy;
      const stands = Math.sqrt(tx * tx + ty * ty) === 0; // a full reversal, for a moment
      if (stands) this.#line.put(at + step - 1, sample, end.x - start.x, end.y - start.y);
      else this.#line.put(at + step - 1, sample, tx, ty);
    }
    return at + steps;
  }
}

function middle(one: Knot, other: Knot): Knot {
  return {
    x: (one.x + other.x) * 0.5,
    y: (one.y + other.y) * 0.5,
    radius: (one.radius + other.radius) * 0.5,
  };
}

/** How many samples keep both the centre line and the outer side smooth. */
function curveSteps(
  ux: number,
  uy: number,
  vx: number,
  vy: number,
  reach: number,
  scale: number,
): number {
  const ex = vx - ux;
  const ey = vy - uy;
  const bend = Math.sqrt(ex * ex + ey * ey);
  const lengths = Math.sqrt(ux * ux + uy * uy) * Math.sqrt(vx * vx + vy * vy);
  let cosine = lengths > 0 ? (ux * vx + uy * vy) / lengths : 1;
  if (cosine > 1) cosine = 1; // by rounding; the root below would be of a negative number
  const steps = Math.ceil(Math.sqrt(((bend + reach * (1 - cosine)) * scale) / TOLERANCE));
  return Math.min(Math.max(steps, 1), MAX_STEPS);
}

const STRIDE = 5;

/** Samples of a centre line: place, radius and direction of length 1, five numbers each. */
class Line {
  numbers = new Float64Array(64 * STRIDE);

  /** Puts a sample that heads for (dx, dy), or to the right where that is nowhere. */
  put(index: number, knot: Knot, dx: number, dy: number): void {
    const at = index * STRIDE;
    if (at + STRIDE > this.numbers.length) this.#grow();
    const numbers = this.numbers;
    const length = Math.sqrt(dx * dx + dy * dy);
    numbers[at] = knot.x;
    numbers[at + 1] = knot.y;
    numbers[at + 2] = knot.radius;
    numbers[at + 3] = length > 0 ? dx / length : 1;
    numbers[at + 4] = length > 0 ? dy / length : 0;
  }

  #grow(): void {
    const larger = new Float64Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}

/** For whole strokes: making a new one for each would take a quarter of the time. */
const SHARED_LINE = new Line();
const CAPSULE = new Float64Array(2 * STRIDE);

/** Runs whose outline does not fold, and capsules between them. */
function tracePieces(line: Line, from: number, to: number, scale: number, sink: PathSink): void {
  const { numbers } = line;
  let start = from;
  for (let index = from; index < to; index++) {
    if (!folds(numbers, index * STRIDE)) continue;
    if (index > start) tracePiece(numbers, start, index, scale, sink);
    tracePiece(capsule(numbers, index * STRIDE), 0, 1, scale, sink);
    start = index + 1;
  }
  if (start < to || from === to) tracePiece(numbers, start, to, scale, sink);
}

/** Says whether either side runs backwards, or the line turns more than 60°. */
function folds(numbers: Float64Array, at: number): boolean {
  const r = numbers[at + 2] as number;
  const tx = numbers[at + 3] as number;
  const ty = numbers[at + 4] as number;
  const r2 = numbers[at + 7] as number;
  const tx2 = numbers[at + 8] as number;
  const ty2 = numbers[at + 9] as number;
  const dx = (numbers[at + 5] as number) - (numbers[at] as number);
  const dy = (numbers[at + 6] as number) - (numbers[at + 1] as number);
  const ox = ty2 * r2 - ty * r;
  const oy = tx2 * r2 - tx * r;
  const left = (dx - ox) * dx + (dy + oy) * dy;
  const right = (dx + ox) * dx + (dy - oy) * dy;
  return !(left > 0 && right > 0 && tx * tx2 + ty * ty2 > SHARPEST_TURN);
}

/** Two neighbouring samples, both turned to face along the line between them. */
function capsule(numbers: Float64Array, at: number): Float64Array {
  for (let index = 0; index < CAPSULE.length; index++) {
    CAPSULE[index] = numbers[at + index] as number;
  }
  const dx = (CAPSULE[5] as number) - (CAPSULE[0] as number);
  const dy = (CAPSULE[6] as number) - (CAPSULE[1] as number);
  const length = Math.sqrt(dx * dx + dy * dy);
  CAPSULE[3] = CAPSULE[8] = length > 0 ? dx / length : 1;
  CAPSULE[4] = CAPSULE[9] = length > 0 ? dy / length : 0;
  return CAPSULE;
}

/** The left side, a round end, the right side backwards and a round start. */
function tracePiece(
  numbers: Float64Array,
  from: number,
  to: number,
  scale: number,
  sink: PathSink,
): void {
  for (let index = from; index <= to; index++) {
    traceSide(numbers, index * STRIDE, 1, index === from, sink);
  }
  traceCap(numbers, to * STRIDE, 1, scale, sink);
  for (let index = to; index >= from; index--) {
    traceSide(numbers, index * STRIDE, -1, false, sink);
  }
  traceCap(numbers, from * STRIDE, -1, scale, sink);
  sink.closePath();
}

/** The corner to the left (sign 1) or the right (sign −1) of a sample. */
function traceSide(
  numbers: Float64Array,
  at: number,
  sign: number,
  first: boolean,
  sink: PathSink,
): void {
  const r = (numbers[at + 2] as number) * sign;
  const x = (numbers[at] as number) - (numbers[at + 4] as number) * r;
  const y = (numbers[at + 1] as number) + (numbers[at + 3] as number) * r;
  if (first) sink.moveTo(x, y);
  else sink.lineTo(x, y);
}

/** A half circle from the left (sign 1) or the right (sign −1) side to the other. */
function traceCap(
  numbers: Float64Array,
  at: number,
  sign: number,
  scale: number,
  sink: PathSink,
): void {
  const x = numbers[at] as number;
  const y = numbers[at + 1] as number;
  const r = numbers[at + 2] as number;
  const tx = numbers[at + 3] as number;
  const ty = numbers[at + 4] as number;
  const circle = halfCircleFor(r * scale);
  for (let index = 0; index < circle.length; index += 2) {
    const a = (circle[index] as number) * r * sign;
    const b = (circle[index + 1] as number) * r * sign;
    sink.lineTo(x - a * ty + b * tx, y + a * tx + b * ty);
  }
}
