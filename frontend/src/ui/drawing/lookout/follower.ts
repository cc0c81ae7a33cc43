/** Keeps the pen of somebody, or of whoever draws, in sight, until it is left. */

import type { Clock } from "../../../canvas/clock";
import type { Bounds } from "../../../canvas/engine/view/bounds";
import type { Point, Viewport } from "../../../canvas/engine/view/viewport";
import { isCalm, isNear, viewOf } from "./sight";
import type { Whereabouts } from "./whereabouts";

/** A person's number, or whoever draws. */
export type Followed = number | "drawing" | null;

/** The part of the engine that looks about. */
export interface Looking {
  readonly viewport: Viewport;
  flyTo(point: Point, zoom: number): void;
}

/** ms between one move and the next: a view that never rests cannot be looked at. */
const RESTS = 600;
/** ms: whoever lifts the pen for less still draws. */
const BREATH = 2_500;

export class Follower {
  readonly #engine: Looking;
  readonly #clock: Clock;
  readonly #whereabouts: Whereabouts;
  readonly #changed: (followed: Followed) => void;
  #followed: Followed = null;
  /** Of all who draw, the one whose pen is looked at. */
  #pen: number | null = null;
  #rests = false;

  constructor(
    engine: Looking,
    clock: Clock,
    whereabouts: Whereabouts,
    changed: (followed: Followed) => void,
  ) {
    this.#engine = engine;
    this.#clock = clock;
    this.#whereabouts = whereabouts;
    this.#changed = changed;
  }

  get followed(): Followed {
    return this.#followed;
  }

  follow(whom: Followed): void {
    if (whom === this.#followed) return;
    this.#followed = whom;
    this.#pen = null;
    this.#changed(whom);
    this.look();
  }

  leave(): void {
    this.follow(null);
  }

  /** Goes where a pen is, for once. */
  visit(place: Point, around: Bounds): void {
    const { zoom, ...middle } = viewOf(this.#engine.viewport, place, around);
    this.#engine.flyTo(middle, zoom);
  }

  /** A pen may have gone out of sight. */
  look(): void {
    const number = this.#followed === "drawing" ? this.#whoDraws() : this.#followed;
    const seen = number === null ? null : this.#whereabouts.of(number);
    if (!seen || this.#rests) return;
    const { viewport } = this.#engine;
    if (isCalm(viewport, seen.place) && isNear(viewport, seen.place, seen.around)) return;
    this.visit(seen.place, seen.around);
    this.#rests = true;
    this.#clock.after(RESTS, () => {
      this.#rests = false;
      this.look();
    });
  }

  /** One goes on with the same pen while it draws: the view does not jump between two. */
  #whoDraws(): number | null {
    const drawing = this.#whereabouts.drewSince(this.#clock.now() - BREATH);
    if (this.#pen === null || !drawing.includes(this.#pen)) this.#pen = drawing[0] ?? null;
    return this.#pen;
  }
}
