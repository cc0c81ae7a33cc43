/** Where one looks first: where one left off, or so that all that is drawn can be seen. */

import type { Bounds } from "../../canvas/engine/view/bounds";
import type { Point, Viewport } from "../../canvas/engine/view/viewport";
import type { Shelf } from "../shelf";

/** The part of the engine that looks about. */
export interface Looking {
  readonly viewport: Viewport;
  strokeBounds(): Bounds | null;
  lookAt(point: Point, zoom: number): void;
  zoomTo(target: "fit"): void;
}

export class FirstView {
  readonly #engine: Looking;
  readonly #shelf: Shelf;
  readonly #name: string;
  readonly #untouched: Viewport;

  /** `shelf` should forget with the tab: tomorrow all of it is the better first view. */
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
    else if (!this.#allIsSeen()) this.#engine.zoomTo("fit");
  }

  /** Remembers where one is, for a reload. */
  keep(): void {
    const { center, zoom } = this.#engine.viewport;
    this.#shelf.write(this.#name, { x: center.x, y: center.y, zoom });
  }

  #allIsSeen(): boolean {
    const drawn = this.#engine.strokeBounds();
    const seen = this.#engine.viewport.bounds;
    if (!drawn) return true;
    const { left, top, right, bottom } = drawn;
    return left >= seen.left && top >= seen.top && right <= seen.right && bottom <= seen.bottom;
  }
}

function place(kept: unknown): (Point & { zoom: number }) | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { x, y, zoom } = kept as Partial<Record<"x" | "y" | "zoom", unknown>>;
  const known = [x, y, zoom].every((value) => Number.isFinite(value));
  return known ? { x: x as number, y: y as number, zoom: zoom as number } : null;
}
