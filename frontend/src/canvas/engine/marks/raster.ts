/**
 * Strokes → pixels of a 2D context, on the page or in a worker.
 *
 * Tiles and what floats above them are drawn through here, with outlines computed in doubles relative
 * to their own corner: so what is seen while drawing is what is kept, and far from the paper's origin
 * lines are as fine as near it.
 */

import { type PathSink, radius, strokeBounds, traceStroke } from "../../ribbon";
import { ERASER, type Stroke, UNITS_PER_PIXEL } from "../../strokes";
import { type Bounds, inflate, overlap } from "../view/bounds";

export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Where a surface lies: device pixels in a unit, and its corner in device pixels. */
export interface Frame {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** Where the paper lies, if what is painted is carried above it: the grain stays with the paper. */
  readonly paper?: Frame;
}

/** A colour and how much it covers, 0 to 1. */
export interface Ink {
  readonly color: number;
  readonly alpha: number;
}

/** Below this scale points closer than a pixel or so are left out. */
const THINNED_BELOW = 0.5;
const THINNED_SPACING = 1.25;
/** Strokes longer than this are traced only where they can be seen. */
const LONG = 96;

/** The ink a stroke was drawn with. */
export function ownInk(stroke: Stroke): Ink {
  return { color: stroke.style.color, alpha: stroke.style.opacity / 255 };
}

/** A stroke's edges in paper units, or those of its points after `from`. */
export function inkBounds(stroke: Stroke, from = 0): Bounds {
  const { x0, y0, x1, y1 } = strokeBounds(stroke, from);
  return { left: x0, top: y0, right: x1, bottom: y1 };
}

/**
 * Paints one stroke. `seen` (paper units) may leave out ink beyond it, never change ink within.
 * The context must have no transformation.
 */
export function paintStroke(
  context: Context2D,
  stroke: Stroke,
  frame: Frame,
  seen: Bounds,
  ink: Ink = ownInk(stroke),
): void {
  if (stroke.style.tool === ERASER) {
    cutStroke(context, stroke, frame, seen);
    return;
  }
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = ink.alpha;
  context.fillStyle = cssColor(ink.color);
  fillStroke(context, stroke, frame, seen);
}

/** Takes away all that lies under a stroke. */
export function cutStroke(context: Context2D, stroke: Stroke, frame: Frame, seen: Bounds): void {
  context.globalCompositeOperation = "destination-out";
  context.globalAlpha = 1;
  context.fillStyle = "#000";
  fillStroke(context, stroke, frame, seen);
}

/** Fills the outline of a stroke with what is in the context. */
export function fillStroke(context: Context2D, stroke: Stroke, frame: Frame, seen: Bounds): void {
  context.beginPath();
  traceSeen(stroke, frame.scale, seen, new FrameSink(context, frame));
  context.fill();
}

/** Leaves a context as a new one would be. */
export function resetInk(context: Context2D): void {
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = 1;
}

/** Traces at least what lies in `seen`, at the detail that `scale` can show. */
export function traceSeen(stroke: Stroke, scale: number, seen: Bounds, sink: PathSink): void {
  const shown = scale < THINNED_BELOW ? thinned(stroke, THINNED_SPACING / scale) : stroke;
  if (shown.x.length <= LONG) {
    traceStroke(shown, scale, sink);
    return;
  }
  for (const [from, to] of seenRuns(shown, inflate(seen, 2 / scale))) {
    traceStroke(slice(shown, from, to), scale, sink);
  }
}

/** The points from..to, `to` not included, as views. */
export function slice(stroke: Stroke, from: number, to: number): Stroke {
  return {
    style: stroke.style,
    x: stroke.x.subarray(from, to),
    y: stroke.y.subarray(from, to),
    pressure: stroke.pressure.subarray(from, to),
    dt: stroke.dt.subarray(from, to),
  };
}

/**
 * Ranges of points (end not included) that hold all ink within `seen`.
 *
 * The curve at a point is shaped by its two neighbours and lies within their triangle. A range
 * begins and ends two points further out, where its round ends cannot be seen.
 */
export function seenRuns(stroke: Stroke, seen: Bounds): [number, number][] {
  const reach = radius(stroke.style, 255);
  const wanted = scaled(inflate(seen, reach), UNITS_PER_PIXEL);
  const last = stroke.x.length - 1;
  const runs: [number, number][] = [];
  for (let index = 0; index <= last; index++) {
    if (!overlap(triangle(stroke, index, last), wanted)) continue;
    const from = Math.max(0, index - 2);
    const to = Math.min(last, index + 2) + 1;
    const run = runs.at(-1);
    if (run && from <= run[1]) run[1] = to;
    else runs.push([from, to]);
  }
  return runs;
}

/**
 * Whether a stroke may leave ink within `part` (paper units) when seen at `scale`; where points are
 * left out its line is not where they say, so there it may be anywhere in its box.
 */
export function inksIn(stroke: Stroke, scale: number, part: Bounds): boolean {
  return scale < THINNED_BELOW || seenRuns(stroke, inflate(part, 2 / scale)).length > 0;
}

/** The box around a point and its neighbours, in 1/16 units, never empty. */
function triangle(stroke: Stroke, index: number, last: number): Bounds {
  const { x, y } = stroke;
  const before = Math.max(0, index - 1);
  const after = Math.min(last, index + 1);
  const [xa, xb, xc] = [x[before] as number, x[index] as number, x[after] as number];
  const [ya, yb, yc] = [y[before] as number, y[index] as number, y[after] as number];
  return {
    left: Math.min(xa, xb, xc) - 1,
    top: Math.min(ya, yb, yc) - 1,
    right: Math.max(xa, xb, xc) + 1,
    bottom: Math.max(ya, yb, yc) + 1,
  };
}

function scaled(bounds: Bounds, by: number): Bounds {
  return {
    left: bounds.left * by,
    top: bounds.top * by,
    right: bounds.right * by,
    bottom: bounds.bottom * by,
  };
}

/** The stroke without points that follow closer than `spacing` units; both ends stay. */
export function thinned(stroke: Stroke, spacing: number): Stroke {
  const { x, y } = stroke;
  const last = x.length - 1;
  const nearest = (spacing * UNITS_PER_PIXEL) ** 2;
  const kept: number[] = [0];
  let held = 0;
  for (let index = 1; index < last; index++) {
    const dx = (x[index] as number) - (x[held] as number);
    const dy = (y[index] as number) - (y[held] as number);
    if (dx * dx + dy * dy < nearest) continue;
    kept.push(index);
    held = index;
  }
  if (last > 0) kept.push(last);
  return kept.length === x.length ? stroke : picked(stroke, kept);
}

function picked(stroke: Stroke, indexes: readonly number[]): Stroke {
  const x = new Int32Array(indexes.length);
  const y = new Int32Array(indexes.length);
  const pressure = new Uint8Array(indexes.length);
  indexes.forEach((from, to) => {
    x[to] = stroke.x[from] as number;
    y[to] = stroke.y[from] as number;
    pressure[to] = stroke.pressure[from] as number;
  });
  return { style: stroke.style, x, y, pressure, dt: new Uint16Array(indexes.length) };
}

/** On a grid so fine that nobody sees it, and so coarse that no canvas's floats round it otherwise. */
function onGrid(pixels: number): number {
  return Math.round(pixels * 256) / 256;
}

/** Paper units → device pixels from the frame's corner, computed in doubles. */
export class FrameSink implements PathSink {
  readonly #context: Context2D;
  readonly #frame: Frame;

  constructor(context: Context2D, frame: Frame) {
    this.#context = context;
    this.#frame = frame;
  }

  moveTo(x: number, y: number): void {
    const { scale, left, top } = this.#frame;
    this.#context.moveTo(onGrid(x * scale) - left, onGrid(y * scale) - top);
  }

  lineTo(x: number, y: number): void {
    const { scale, left, top } = this.#frame;
    this.#context.lineTo(onGrid(x * scale) - left, onGrid(y * scale) - top);
  }

  closePath(): void {
    this.#context.closePath();
  }
}

const cssColors = new Map<number, string>();

export function cssColor(color: number): string {
  let css = cssColors.get(color);
  if (css === undefined) {
    css = `#${color.toString(16).padStart(6, "0")}`;
    if (cssColors.size > 4096) cssColors.clear();
    cssColors.set(color, css);
  }
  return css;
}
