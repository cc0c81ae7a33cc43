/** A drawing being drawn, as pictures: each moment painted on from the one before. */

import type { Bounds } from "../engine/bounds";
import { union } from "../engine/bounds";
import { erases, matterBounds, paintMatter } from "../engine/matter";
import { type Context2D, type Frame, resetInk, slice } from "../engine/raster";
import type { Matter } from "../scene";
import { Schedule } from "./schedule";

export const WIDTH = 1280;
export const HEIGHT = 720;
const MARGIN = 40;
const LARGEST = 2; // little drawings grow to this and no further
const PAPER = "#FDFBF6";

export class Film {
  readonly #items: readonly Matter[];
  readonly #schedule: Schedule;
  readonly #frame: Frame;
  readonly #seen: Bounds;
  readonly #screen: Context2D;
  /** The ink alone, so that erasers leave the paper. */
  readonly #ink: OffscreenCanvasRenderingContext2D;
  #painted = 0;

  constructor(items: readonly Matter[], screen: Context2D) {
    this.#items = items;
    this.#schedule = new Schedule(items.map(({ stroke }) => stroke));
    this.#screen = screen;
    this.#frame = frameOf(items);
    this.#seen = seenIn(this.#frame);
    const ink = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d");
    if (!ink) throw new Error("no canvas to draw on");
    this.#ink = ink;
  }

  /** Shows the drawing at `share` of the time, 0 to 1, which never goes back. */
  show(share: number): void {
    const { whole, points } = this.#schedule.at(share);
    for (; this.#painted < whole; this.#painted++) this.#paint(this.#ink, this.#painted);
    resetInk(this.#screen);
    this.#screen.fillStyle = PAPER;
    this.#screen.fillRect(0, 0, WIDTH, HEIGHT);
    this.#screen.drawImage(this.#ink.canvas, 0, 0);
    // An eraser shows when it is done: on its way it would take the paper, too.
    const next = this.#items[whole];
    if (points > 0 && next && !next.text && !erases(next)) {
      this.#paint(this.#screen, whole, points);
    }
  }

  #paint(context: Context2D, index: number, points?: number): void {
    const item = this.#items[index];
    if (!item) return;
    const part = points === undefined ? item : { stroke: slice(item.stroke, 0, points) };
    paintMatter(context, part, this.#frame, this.#seen);
  }
}

function frameOf(items: readonly Matter[]): Frame {
  let box: Bounds | null = null;
  for (const item of items) {
    if (erases(item)) continue;
    const bounds = matterBounds(item);
    box = box ? union(box, bounds) : bounds;
  }
  const { left, top, right, bottom } = box ?? { left: 0, top: 0, right: WIDTH, bottom: HEIGHT };
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(right - left, 1),
    (HEIGHT - 2 * MARGIN) / Math.max(bottom - top, 1),
    LARGEST,
  );
  return {
    scale,
    left: ((left + right) * scale - WIDTH) / 2,
    top: ((top + bottom) * scale - HEIGHT) / 2,
  };
}

function seenIn({ scale, left, top }: Frame): Bounds {
  return {
    left: left / scale,
    top: top / scale,
    right: (left + WIDTH) / scale,
    bottom: (top + HEIGHT) / scale,
  };
}
