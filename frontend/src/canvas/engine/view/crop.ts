/**
 * Where most of the ink is. (pure)
 *
 * The twin of canvas/render/crop.py, where its rules are told; both obey tests/wire/crowds.json to
 * the last bit.
 */

import { type Bounds, inflate, union } from "./bounds";

const TAIL = 0.1;
const NEAR = 0.5;
const WORTH = 2;
const LEAST = 1;
/** Strips in which the ink is weighed at a glance. */
const STRIPS = 64;
/** A tail that is surely passed, whatever sums are rounded to. */
const SURELY = 1 + 1e-9;

/** The edges of most of the ink, or of all where that shows it half as large at least. */
export function crowd(boxes: readonly Bounds[]): Bounds | null {
  const whole = around(boxes);
  if (!whole || isSpread(boxes, whole)) return whole;
  return worth(grown(middle(boxes), boxes), whole);
}

/** All of `whole` where that shows `most` half as large at least. */
export function worth(most: Bounds, whole: Bounds): Bounds {
  return extent(most) * WORTH <= extent(whole) ? most : whole;
}

function around(boxes: readonly Bounds[]): Bounds | null {
  const [first] = boxes;
  return first ? boxes.reduce(union, first) : null;
}

/**
 * Whether the ink in the middle alone surely reaches too far to be worth showing by itself: told
 * without putting in order what may be a hundred thousand strokes.
 */
function isSpread(boxes: readonly Bounds[], whole: Bounds): boolean {
  const strip = extent(whole) / STRIPS;
  const across = new Float64Array(STRIPS + 1);
  const down = new Float64Array(STRIPS + 1);
  let all = 0;
  for (const box of boxes) {
    const weight = extent(box);
    all += weight;
    weigh(across, ((box.left + box.right) / 2 - whole.left) / strip, weight);
    weigh(down, ((box.top + box.bottom) / 2 - whole.top) / strip, weight);
  }
  const tail = TAIL * all * SURELY;
  return [across, down].some((strips) => stripsBetween(strips, tail) * WORTH > STRIPS);
}

function weigh(strips: Float64Array, place: number, weight: number): void {
  strips[Math.floor(place)] = (strips[Math.floor(place)] as number) + weight;
}

/** The strips that surely lie between the tails, a rounded edge aside. */
function stripsBetween(strips: Float64Array, tail: number): number {
  const first = stripBehind(strips, tail);
  const last = STRIPS - stripBehind(strips.reverse(), tail);
  return last - first - 2;
}

function stripBehind(strips: Float64Array, tail: number): number {
  let passed = 0;
  return strips.findIndex((weight) => {
    passed += weight;
    return passed > tail;
  });
}

function middle(boxes: readonly Bounds[]): Bounds {
  const weights = Float64Array.from(boxes, extent);
  const across = Float64Array.from(boxes, ({ left, right }) => (left + right) / 2);
  const down = Float64Array.from(boxes, ({ top, bottom }) => (top + bottom) / 2);
  const [left, right] = betweenTails(across, weights);
  const [top, bottom] = betweenTails(down, weights);
  return { left, top, right, bottom };
}

function betweenTails(places: Float64Array, weights: Float64Array): [number, number] {
  const at = (numbers: Float64Array, index: number) => numbers[index] as number;
  const order = Uint32Array.from(places.keys());
  order.sort((a, b) => at(places, a) - at(places, b) || at(weights, a) - at(weights, b));
  const first = behindTail(order, weights);
  return [at(places, first), at(places, behindTail(order.reverse(), weights))];
}

/** Which of them comes when more than the tail has passed. */
function behindTail(order: Uint32Array, weights: Float64Array): number {
  const tail = TAIL * order.reduce((sum, index) => sum + (weights[index] as number), 0);
  let passed = 0;
  for (const index of order) {
    passed += weights[index] as number;
    if (passed > tail) return index;
  }
  throw new RangeError("there is no ink");
}

/** Grows round all that is near, until nothing is: every time by half, so it does not take long. */
function grown(core: Bounds, boxes: readonly Bounds[]): Bounds {
  let inside = boxes.filter((box) => meets(box, core));
  while (true) {
    const all = inside.reduce(union, core);
    const wide = inflate(all, NEAR * extent(all));
    const found = boxes.filter((box) => meets(box, wide));
    if (found.length === inside.length) return all;
    inside = found;
  }
}

/** An edge is enough: dots have no more. */
function meets(a: Bounds, b: Bounds): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

function extent({ left, top, right, bottom }: Bounds): number {
  return Math.max(right - left, bottom - top, LEAST);
}
