/**
 * Draws a shape from where the pointer went down to where it is.
 *
 * A stroke on its way to others can only grow. So each picture of a changing shape goes out as a new
 * stroke that takes the place of the one before; the last of them is the one that is kept.
 */

import { type Resembled, resembled } from "../../resemblance";
import { evened, type Shape, type Spot, shapeStroke } from "../../shapes";
import { ERASER, type Stroke, type Style } from "../../strokes";
import type { Implement } from "./implement";
import type { Begun, Pen, PenPaper, StrokeListener } from "./pen";
import type { PenSample } from "./recorder";

const INK_INTERVAL = 50; // ms
/** CSS pixels: a shape that is smaller was a click. */
const SMALLEST = 4;
/** ms that a shape takes when it is drawn again in a replay. */
const SHORTEST = 250;
const LONGEST = 1500;

/** CSS pixels: a freehand line that is smaller is left alone. */
const SMALLEST_RESEMBLED = 24;
/** Of 255: as a hand presses a pen that is not pressed hard. */
const PRESSURE = 166;

interface Work {
  id: Uint8Array;
  readonly shape: Shape;
  readonly style: Style;
  readonly zoom: number;
  readonly pressure: number;
  readonly from: Spot;
  to: Spot;
  /** From the pointer to `to`. */
  readonly off: Spot;
  readonly begun: number;
  took: number;
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
    this.#work = {
      id,
      shape: this.shape,
      style,
      zoom,
      pressure: PRESSURE,
      from: sample,
      to: sample,
      off: { x: 0, y: 0 },
      begun: sample.time,
      took: 0,
      told: null,
      toldAt: sample.time,
    };
    this.#listener()?.begin(id);
  }

  /** What the pen draws goes on as the shape it resembles; false where it resembles none. */
  takeOver(pen: Pen): boolean {
    const { begun } = pen;
    if (!begun || begun.style.tool === ERASER) return false;
    const found = resembled(begun.stroke, SMALLEST_RESEMBLED / begun.zoom);
    if (!found) return false;
    pen.handOver();
    this.#goOn(begun, found);
    return true;
  }

  #goOn(
    { id, style, zoom, stroke, told, last, took }: Begun,
    { shape, from, to }: Resembled,
  ): void {
    const end = shape === "line" ? last : to; // smoothed lines end a little behind the pen
    this.#work = {
      id,
      shape,
      style,
      zoom,
      pressure: meanPressure(stroke),
      from,
      to: end,
      off: { x: end.x - last.x, y: end.y - last.y },
      begun: last.time - took,
      took,
      told: told ? stroke : null,
      toldAt: last.time,
    };
    this.#show(this.#work);
  }

  move(samples: readonly PenSample[]): void {
    const [work, last] = [this.#work, samples.at(-1)];
    if (!work || !last) return;
    work.to = { x: last.x + work.off.x, y: last.y + work.off.y };
    work.took = last.time - work.begun;
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
  #stroke({ shape, style, zoom, pressure, from, to, took }: Work): Stroke | null {
    const end = this.#even ? evened(shape, from, to) : to;
    if (Math.hypot(end.x - from.x, end.y - from.y) * zoom < SMALLEST) return null;
    const ms = Math.min(LONGEST, Math.max(SHORTEST, took));
    return shapeStroke(shape, from, end, { style, pressure, ms });
  }
}

function meanPressure({ pressure }: Stroke): number {
  return Math.round(pressure.reduce((sum, one) => sum + one, 0) / pressure.length);
}

/** Whether two strokes look the same, however fast they were drawn. */
function isSame(one: Stroke, other: Stroke): boolean {
  const { length } = one.x;
  if (length !== other.x.length) return false;
  return one.x.every((x, at) => x === other.x[at] && one.y[at] === other.y[at]);
}
