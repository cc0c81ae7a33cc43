/**
 * The chat lies over the right side of the paper: what one looked at there moves out from under it, as
 * far as there is room, and back when the chat goes, unless one has moved the paper meanwhile. Under a
 * hand that draws the paper stays.
 */

import type { Bounds } from "../../canvas/engine/view/bounds";
import type { Point, Viewport } from "../../canvas/engine/view/viewport";

/** CSS pixels beside the chat, and at the other edge of the window. */
const GAP = 16;
const BESIDE = "(min-width: 1024px)"; // as in the style sheets

/** The part of the engine that looks about. */
export interface Looking {
  readonly viewport: Viewport;
  readonly hands: { readonly down: boolean };
  strokeBounds(): Bounds | null;
  lookAt(point: Point, zoom: number): void;
}

export class RoomForChat {
  readonly #engine: Looking;
  #moved: { readonly from: Viewport; readonly to: Viewport } | null = null;

  constructor(engine: Looking) {
    this.#engine = engine;
  }

  /** Beside `chat`, where it does not lie before all of the drawing. */
  make(chat: HTMLElement): void {
    if (this.#engine.hands.down || !matchMedia(BESIDE).matches) return;
    const from = this.#engine.viewport;
    const by = this.#hidden(from, chat.getBoundingClientRect().left - GAP);
    if (by <= 0) return;
    this.#engine.lookAt({ x: from.center.x + by / from.zoom, y: from.center.y }, from.zoom);
    this.#moved = { from, to: this.#engine.viewport };
  }

  giveBack(): void {
    const moved = this.#moved;
    this.#moved = null;
    if (this.#engine.hands.down || moved?.to !== this.#engine.viewport) return;
    this.#engine.lookAt(moved.from.center, moved.from.zoom);
  }

  /** How far to the left: what is hidden comes out, and the middle of what is seen stays it at most. */
  #hidden(view: Viewport, edge: number): number {
    const drawn = this.#engine.strokeBounds();
    if (!drawn) return 0;
    const left = view.toScreen({ x: drawn.left, y: 0 }).x;
    const right = Math.min(view.toScreen({ x: drawn.right, y: 0 }).x, view.size.width);
    return Math.min(right - edge, Math.max(left - GAP, (view.size.width - edge) / 2));
  }
}
