/**
 * Holds the viewport and moves it. Pure: time comes in through `tick`.
 *
 * While a hand or a flight changes the zoom the camera is on the way; a moment after, it is at rest,
 * and tiles are worth painting at exactly this zoom. A jump is at rest at once.
 */

import type { Bounds } from "./bounds";
import { type Edges, nextZoom, type Point, type Size, type Viewport } from "./viewport";

/** ms without a change of zoom. */
const REST = 140;
const FLIGHT = 180;

interface Flight {
  readonly from: Viewport;
  readonly to: Viewport;
  readonly start: number;
}

export class Camera {
  #view: Viewport;
  #flight: Flight | null = null;
  /** When the zoom last changed; null: now, at the next tick. */
  #zoomedAt: number | null = Number.NEGATIVE_INFINITY;
  #atRest = true;
  readonly #changed: () => void;

  constructor(view: Viewport, changed: () => void) {
    this.#view = view;
    this.#changed = changed;
  }

  get view(): Viewport {
    return this.#view;
  }

  get atRest(): boolean {
    return this.#atRest;
  }

  /** Call every frame while not at rest or flying; `time` in ms. */
  tick(time: number): void {
    this.#fly(time);
    this.#zoomedAt ??= time;
    this.#atRest = time - this.#zoomedAt >= REST;
  }

  get moving(): boolean {
    return !this.#atRest || this.#flight !== null;
  }

  pan(dx: number, dy: number): void {
    this.#move(this.#view.panned(dx, dy));
  }

  zoomBy(factor: number, anchor: Point): void {
    this.#move(this.#view.zoomed(this.#view.zoom * factor, anchor));
  }

  /** One step in or out about the middle. */
  step(direction: 1 | -1): void {
    this.zoomAboutMiddle(nextZoom(this.#view.zoom, direction));
  }

  zoomAboutMiddle(zoom: number): void {
    const { width, height } = this.#view.size;
    this.#jump(this.#view.zoomed(zoom, { x: width / 2, y: height / 2 }));
  }

  fit(bounds: Bounds, edges?: Edges): void {
    this.#jump(this.#view.fitted(bounds, edges));
  }

  resize(size: Size, ratio: number): void {
    this.#view = this.#view.resized(size, ratio);
    this.#changed();
  }

  lookAt(point: Point, zoom = this.#view.zoom): void {
    this.#jump(this.#view.centeredOn(point, zoom));
  }

  /** Glides there; any move of the person's ends it. */
  flyTo(point: Point, zoom: number, time: number): void {
    this.#flight = { from: this.#view, to: this.#view.centeredOn(point, zoom), start: time };
    this.#changed();
  }

  #fly(time: number): void {
    const flight = this.#flight;
    if (!flight) return;
    const share = Math.min(1, Math.max(0, (time - flight.start) / FLIGHT));
    if (share === 1) {
      this.#jump(flight.to);
    } else {
      this.#move(between(flight.from, flight.to, 1 - (1 - share) ** 3));
      this.#flight = flight;
    }
  }

  /** Moves to where one will stay. */
  #jump(view: Viewport): void {
    this.#move(view);
    this.#zoomedAt = Number.NEGATIVE_INFINITY;
    this.#atRest = true;
  }

  #move(view: Viewport): void {
    const before = this.#view;
    this.#flight = null;
    this.#view = view; // even where it looks the same: small moves add up
    if (view.equals(before)) return;
    if (view.zoom !== before.zoom) {
      this.#zoomedAt = null;
      this.#atRest = false;
    }
    this.#changed();
  }
}

/** Part of the way: zoom in equal ratios, the middle in equal steps. */
function between(from: Viewport, to: Viewport, share: number): Viewport {
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  const [a, b] = [from.center, to.center];
  const middle = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
  return from.centeredOn(middle, zoom);
}
