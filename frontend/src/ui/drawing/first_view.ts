/** Where one looks first: where one left off, or so that most of what is drawn can be seen. */

import type { Bounds } from "../../canvas/engine/view/bounds";
import type { Point, Viewport } from "../../canvas/engine/view/viewport";
import type { Shelf } from "../shelf";

/** The part of the engine that looks about. */
export interface Looking {
  readonly viewport: Viewport;
  /** The edges of what is worth seeing first. */
  openingBounds(): Bounds | null;
  lookAt(point: Point, zoom: number): void;
  zoomTo(target: Bounds): void;
}

export class FirstView {
  readonly #engine: Looking;
  readonly #shelf: Shelf;
  readonly #name: string;
  readonly #untouched: Viewport;

  /** `shelf` should forget with the tab: tomorrow the drawing is the better first view. */
  constructor(engine: Looking, shelf: Shelf, uid: string) {
    this.#engine = engine;
    this.#shelf = shelf;
    this.#name = `view.${uid}`;
    this.#untouched = engine.viewport;
  }

  /** The drawing is there. Whoever moved already is left where they are. */
  show(): void {
    const { x, y, zoom } = this.#engine.viewport;
    if (x !== this.#untouched.x || y !== this.#untouched.y || zoom !== this.#untouched.zoom) return;
    const left = place(this.#shelf.read(this.#name));
    if (left) this.#engine.lookAt(left, left.zoom);
    else this.#bringIntoSight(this.#engine.openingBounds());
  }

  /** Remembers where one is, for a reload. */
  keep(): void {
    const { center, zoom } = this.#engine.viewport;
    this.#shelf.write(this.#name, { x: center.x, y: center.y, zoom });
  }

  #bringIntoSight(drawn: Bounds | null): void {
    if (!drawn) return;
    const seen = this.#engine.viewport.bounds;
    const { left, top, right, bottom } = drawn;
    const inside =
      left >= seen.left && top >= seen.top && right <= seen.right && bottom <= seen.bottom;
    if (!inside) this.#engine.zoomTo(drawn);
  }
}

function place(kept: unknown): (Point & { zoom: number }) | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { x, y, zoom } = kept as Partial<Record<"x" | "y" | "zoom", unknown>>;
  const known = [x, y, zoom].every((value) => Number.isFinite(value));
  return known ? { x: x as number, y: y as number, zoom: zoom as number } : null;
}
