/**
 * Draws a shape from where the pointer went down to where it is.
 *
 * A stroke on its way to others can only grow. So each picture of a changing shape goes out as a new
 * stroke that takes the place of the one before; the last of them is the one that is kept.
 */

import { evened, type Shape, type Spot, shapeStroke } from "../shapes";
import type { Stroke, Style } from "../strokes";
import type { Implement } from "./implement";
import type { PenPaper, StrokeListener } from "./pen";
import type { PenSample } from "./recorder";

const INK_INTERVAL = 50; // ms
/** CSS pixels: a shape that is smaller was a click. */
const SMALLEST = 4;
/** ms that a shape takes when it is drawn again in a replay. */
const SHORTEST = 250;
const LONGEST = 1500;

interface Work {
  id: Uint8Array;
  readonly shape: Shape;
  readonly style: Style;
  readonly zoom: number;
  readonly from: PenSample;
  to: PenSample;
  /** What others were told last, and when. */
  told: Stroke | null;
  toldAt: number;
}

export class Shaper implements Implement {
  shape: Shape = "line";
  readonly #paper: PenPaper;
  readonly #newId: () => Uint8Array;
  readonly #listener: () => StrokeListener | null;
  #even = false;
  #work: Work | null = null;

  constructor(paper: PenPaper, newId: () => Uint8Array, listener: () => StrokeListener | null) {
    this.#paper = paper;
    this.#newId = newId;
    this.#listener = listener;
  }

  get down(): boolean {
    return this.#work !== null;
  }

  get even(): boolean {
    return this.#even;
  }

  set even(even: boolean) {
    this.#even = even;
    if (this.#work) this.#show(this.#work);
  }

  begin(style: Style, zoom: number, sample: PenSample): void {
    if (this.#work) this.lift();
    const id = this.#newId();
    const { shape } = this;
    const work = { id, shape, style, zoom, from: sample, to: sample };
    this.#work = { ...work, told: null, toldAt: sample.time };
    this.#listener()?.begin(id);
  }

  move(samples: readonly PenSample[]): void {
    const [work, last] = [this.#work, samples.at(-1)];
    if (!work || !last) return;
    work.to = last;
    this.#show(work);
    this.tell(last.time);
  }

  tell(time: number): void {
    const work = this.#work;
    if (!work || time - work.toldAt < INK_INTERVAL) return;
    const stroke = this.#stroke(work);
    if (!stroke || (work.told && isSame(stroke, work.told))) return;
    const before = work.told ? work.id : null;
    if (before) work.id = this.#newId();
    this.#listener()?.redraw(work.id, stroke, before);
    work.told = stroke;
    work.toldAt = time;
  }

  lift(): void {
    const stroke = this.#work && this.#stroke(this.#work);
    this.#end((listener, id) => (stroke ? listener.commit(id, stroke) : listener.drop(id)));
  }

  drop(): void {
    this.#end((listener, id) => listener.drop(id));
  }

  #end(tell: (listener: StrokeListener, id: Uint8Array) => void): void {
    const [work, listener] = [this.#work, this.#listener()];
    if (!work) return;
    this.#work = null;
    if (listener) tell(listener, work.id);
    this.#paper.endOwn();
  }

  #show(work: Work): void {
    const stroke = this.#stroke(work);
    this.#paper.endOwn();
    if (stroke) this.#paper.drawOwn(0, stroke, []);
  }

  /** Null while it is too small to be meant. */
  #stroke({ shape, style, zoom, from, to }: Work): Stroke | null {
    const end: Spot = this.#even ? evened(shape, from, to) : to;
    if (Math.hypot(end.x - from.x, end.y - from.y) * zoom < SMALLEST) return null;
    const ms = Math.min(LONGEST, Math.max(SHORTEST, to.time - from.time));
    return shapeStroke(shape, from, end, style, ms);
  }
}

/** Whether two strokes look the same, however fast they were drawn. */
function isSame(one: Stroke, other: Stroke): boolean {
  const { length } = one.x;
  if (length !== other.x.length) return false;
  return one.x.every((x, at) => x === other.x[at] && one.y[at] === other.y[at]);
}
