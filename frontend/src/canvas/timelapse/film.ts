/** A drawing being drawn, as pictures: each moment painted on from the one before. */

import type { Bounds } from "../engine/bounds";
import { union } from "../engine/bounds";
import {
  type Context2D,
  type Frame,
  inkBounds,
  paintStroke,
  resetInk,
  slice,
} from "../engine/raster";
import { ERASER, type Stroke } from "../strokes";
import { Schedule } from "./schedule";

export const WIDTH = 1280;
export const HEIGHT = 720;
const MARGIN = 40;
const LARGEST = 2; // little drawings grow to this and no further
const PAPER = "#FDFBF6";

export class Film {
  readonly #strokes: readonly Stroke[];
  readonly #schedule: Schedule;
  readonly #frame: Frame;
  readonly #seen: Bounds;
  readonly #screen: Context2D;
  /** The ink alone, so that erasers leave the paper. */
  readonly #ink: OffscreenCanvasRenderingContext2D;
  #painted = 0;

  constructor(strokes: readonly Stroke[], screen: Context2D) {
    this.#strokes = strokes;
    this.#schedule = new Schedule(strokes);
    this.#screen = screen;
    this.#frame = frameOf(strokes);
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
    if (points > 0 && this.#strokes[whole]?.style.tool !== ERASER) {
      this.#paint(this.#screen, whole, points);
    }
  }

  #paint(context: Context2D, index: number, points?: number): void {
    const stroke = this.#strokes[index];
    if (!stroke) return;
    const part = points === undefined ? stroke : slice(stroke, 0, points);
    paintStroke(context, part, this.#frame, this.#seen);
  }
}

function frameOf(strokes: readonly Stroke[]): Frame {
  let box: Bounds | null = null;
  for (const stroke of strokes) {
    if (stroke.style.tool === ERASER) continue;
    const bounds = inkBounds(stroke);
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
