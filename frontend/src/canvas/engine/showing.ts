/**
 * Brings the picture onto the screen. As a rule it is drawn on the canvas; while a hand keeps moving
 * the paper and finished tiles show all that lies on it, the tiles themselves are moved (`mosaic.ts`).
 */

import type { Mosaic } from "./mosaic";
import type { Picture } from "./picture/picture";
import { resizeCanvas, stretchedOver } from "./screen";
import type { Viewport } from "./view/viewport";

/** ms between two moves of a hand that goes on. */
const FLOW = 100;
/** ms without a move until the paper lies still. */
const REST = 140;

export class Showing {
  readonly #paper: CanvasRenderingContext2D;
  readonly #picture: Picture;
  #view: Viewport;
  #atRest = true;
  #movedAt = Number.NEGATIVE_INFINITY;
  #flows = false;
  /** Null: its code was asked for. Without it every frame is drawn. */
  #mosaic: Mosaic | null | undefined;

  constructor(host: HTMLElement, picture: Picture, view: Viewport) {
    this.#paper = stretchedOver(host);
    this.#picture = picture;
    this.#view = view;
  }

  get canvas(): HTMLCanvasElement {
    return this.#paper.canvas;
  }

  get view(): Viewport {
    return this.#view;
  }

  /** When a hand that keeps moving the paper will rest: ask for a frame then; 0: it does. */
  get restsAt(): number {
    return this.#flows ? this.#movedAt + REST : 0;
  }

  /** A frame has come: looks at this view. True where it is another one. */
  look(view: Viewport, atRest: boolean, time: number): boolean {
    const since = time - this.#movedAt;
    if (view.equals(this.#view) && atRest === this.#atRest) {
      if (since >= REST) this.#flows = false;
      return false;
    }
    this.#movedAt = time;
    this.#flows = since < FLOW;
    [this.#view, this.#atRest] = [view, atRest];
    this.#picture.look(view, atRest);
    const first = since === Number.POSITIVE_INFINITY;
    if (!first && this.#mosaic === undefined) void this.#bringMosaic();
    return true;
  }

  /** The window has another size. */
  resize(view: Viewport): void {
    resizeCanvas(this.canvas, view.size, view.ratio);
    this.#picture.blank();
    this.#flows = false;
    this.#view = view;
    this.#picture.look(view, this.#atRest);
  }

  /** Paints for `budget` ms, and shows what changed. True while there is more to paint. */
  paint(budget: number): boolean {
    const more = this.#picture.work(() => performance.now(), budget);
    if (this.#flows && this.#mosaic?.show(this.#view, this.#atRest)) return more;
    this.#mosaic?.end();
    this.#picture.draw(this.#paper);
    return more;
  }

  async #bringMosaic(): Promise<void> {
    this.#mosaic = null;
    const code = await import("./mosaic").catch(() => null);
    if (code) this.#mosaic = new code.Mosaic(this.#picture, this.#paper);
  }
}
