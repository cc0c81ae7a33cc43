/**
 * What fingers, pens and mice mean: draw, pan or zoom. Pure: pointers in, intentions out.
 *
 * One finger draws; a second one takes the stroke back and moves the paper. Once a pen was seen,
 * fingers only move the paper, unless the person wants otherwise, because then the hand rests on it.
 * What touches the paper while a pen is on or just above it is that hand, and means nothing.
 */

export type PointerKind = "mouse" | "pen" | "touch";

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** One report of a pointer, in CSS pixels from the host's corner. */
export interface Pointer extends Place {
  readonly id: number;
  readonly kind: PointerKind;
  /** 0 to 1; null where the device does not feel it. */
  readonly pressure: number | null;
  /** How flat a pen is held: 0 as one writes, 1 as one shades. */
  readonly lean?: number;
  /** ms */
  readonly time: number;
}

/** Which part of the pointer was pressed: the pen's point, its blunt end, the middle button … */
export type Press = "point" | "eraser" | "middle" | "other";

export interface Intentions {
  beginStroke(pointer: Pointer, erasing: boolean): void;
  endStroke(): void;
  dropStroke(): void;
  pan(dx: number, dy: number): void;
  /** Zooms by `factor` about `anchor`. */
  zoom(factor: number, anchor: Place): void;
  /** A pen is near the paper, for the first time. */
  penSeen?(): void;
}

/** ms after a pen was last felt in which a touch is the hand that holds it. */
const PALM = 300;
/** ms in which the system takes back a touch that it knows better. */
const TAKEN_BACK = 500;
/** The pointer that keys move, by an id that is no browser's. */
export const KEYS = -1;

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "drawing"; readonly pointer: Pointer }
  | { readonly kind: "panning"; readonly pointer: Pointer }
  | { readonly kind: "pinching"; readonly one: Pointer; readonly other: Pointer };

const IDLE: State = { kind: "idle" };

export class Gestures {
  /** Whether the pointer's point draws, or moves the paper. */
  draws = true;
  /** Whether a finger does as well; a pen that comes near takes it from them. */
  fingersDraw = true;
  readonly #intentions: Intentions;
  readonly #fingers = new Map<number, Pointer>();
  #state: State = IDLE;
  /** When a pen was last felt. */
  #penAt = Number.NEGATIVE_INFINITY;

  constructor(intentions: Intentions) {
    this.#intentions = intentions;
  }

  get drawing(): boolean {
    return this.#state.kind === "drawing";
  }

  get panning(): boolean {
    return this.#state.kind === "panning" || this.#state.kind === "pinching";
  }

  /** Whether this pointer is the one that draws. */
  drawsWith(id: number): boolean {
    return this.#state.kind === "drawing" && this.#state.pointer.id === id;
  }

  press(pointer: Pointer, press: Press): void {
    if (pointer.kind === "touch") this.#pressFinger(pointer);
    else if (pointer.kind === "pen") this.#pressPen(pointer, press);
    else if (this.#state.kind === "idle") this.#pressPoint(pointer, press);
  }

  move(pointer: Pointer): void {
    if (pointer.kind === "pen") this.#feelPen(pointer);
    if (this.#fingers.has(pointer.id)) this.#fingers.set(pointer.id, pointer);
    const state = this.#state;
    if (state.kind === "panning" && state.pointer.id === pointer.id) {
      this.#state = { kind: "panning", pointer };
      this.#intentions.pan(pointer.x - state.pointer.x, pointer.y - state.pointer.y);
    } else if (state.kind === "pinching") {
      this.#pinch(state.one, state.other, pointer);
    }
  }

  release(id: number): void {
    this.#fingers.delete(id);
    const state = this.#state;
    if (state.kind === "pinching") this.#releasePinch(state.one, state.other, id);
    else if (state.kind !== "idle" && state.pointer.id === id) this.#end();
  }

  /** The system takes a pointer for itself; of a touch it says so when it was a palm. */
  cancel(pointer: Pointer): void {
    const state = this.#state;
    const touches = state.kind === "drawing" && state.pointer.kind === "touch";
    if (touches && pointer.time - state.pointer.time < TAKEN_BACK) this.drop(pointer.id);
    this.release(pointer.id);
  }

  /** What this pointer draws was not meant. */
  drop(id: number): void {
    if (!this.drawsWith(id)) return;
    this.#state = IDLE;
    this.#intentions.dropStroke();
  }

  /** What is being drawn, by whichever pointer, was not meant. */
  takeBack(): void {
    if (this.#state.kind === "drawing") this.drop(this.#state.pointer.id);
  }

  /** All pointers are gone, whatever they did: the window lost the focus. */
  abandon(): void {
    this.#fingers.clear();
    this.#end();
  }

  #pressFinger(pointer: Pointer): void {
    const state = this.#state;
    const handAtWork = state.kind === "drawing" && state.pointer.kind !== "touch";
    if (handAtWork || pointer.time - this.#penAt < PALM) return;
    this.#fingers.set(pointer.id, pointer);
    if (state.kind === "idle") this.#begin(pointer, this.draws && this.fingersDraw, false);
    else if (state.kind !== "pinching") this.#beginPinch(state.pointer, pointer);
  }

  #pressPen(pointer: Pointer, press: Press): void {
    this.#feelPen(pointer);
    if (this.#fingers.size > 0) this.#dismissFingers();
    if (this.#state.kind === "idle") this.#pressPoint(pointer, press);
  }

  #feelPen(pen: Pointer): void {
    const first = this.#penAt === Number.NEGATIVE_INFINITY;
    this.#penAt = pen.time;
    if (first) this.#intentions.penSeen?.();
  }

  #pressPoint(pointer: Pointer, press: Press): void {
    if (press === "middle") this.#begin(pointer, false, false);
    else if (press !== "other") this.#begin(pointer, this.draws, press === "eraser");
  }

  /** The hand came down before its pen. */
  #dismissFingers(): void {
    this.#fingers.clear();
    if (this.#state.kind === "drawing") this.#intentions.dropStroke();
    this.#state = IDLE;
  }

  #begin(pointer: Pointer, draws: boolean, erasing: boolean): void {
    this.#state = { kind: draws ? "drawing" : "panning", pointer };
    if (draws) this.#intentions.beginStroke(pointer, erasing);
  }

  #beginPinch(one: Pointer, other: Pointer): void {
    if (this.#state.kind === "drawing") this.#intentions.dropStroke();
    const first = this.#fingers.get(one.id);
    this.#state = first ? { kind: "pinching", one: first, other } : this.#state;
  }

  #pinch(one: Pointer, other: Pointer, moved: Pointer): void {
    if (moved.id !== one.id && moved.id !== other.id) return;
    const still = moved.id === one.id ? other : one;
    const before = moved.id === one.id ? one : other;
    this.#state = { kind: "pinching", one: still, other: moved };
    this.#intentions.pan((moved.x - before.x) / 2, (moved.y - before.y) / 2);
    const span = distance(before, still);
    if (span > 0) this.#intentions.zoom(distance(moved, still) / span, between(moved, still));
  }

  #releasePinch(one: Pointer, other: Pointer, id: number): void {
    if (id !== one.id && id !== other.id) return;
    this.#state = { kind: "panning", pointer: id === one.id ? other : one };
  }

  #end(): void {
    if (this.#state.kind === "drawing") this.#intentions.endStroke();
    this.#state = IDLE;
  }
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function between(a: Place, b: Place): Place {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
