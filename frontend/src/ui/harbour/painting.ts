/** Strokes on a canvas that fills its box; a sheet element in the same box says where they belong. */
import { type Bounds, strokeBounds, traceStroke } from "../../canvas/ribbon";
import type { Stroke } from "../../canvas/strokes";
import { SHEET } from "./strokes";

const SHARPEST = 2; // device pixels a px: more is not seen in ink, and costs memory on phones

export class Painting {
  readonly #canvas: HTMLCanvasElement;
  readonly #sheet: HTMLElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #paths = new Map<Stroke, Path2D>();
  #scale = 1; // device pixels per px of the sheet

  constructor(canvas: HTMLCanvasElement, sheet: HTMLElement) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser draws nothing");
    this.#canvas = canvas;
    this.#sheet = sheet;
    this.#context = context;
  }

  /** Take the size of the boxes; all that was painted is gone. */
  fit(): void {
    const sharpness = Math.min(window.devicePixelRatio, SHARPEST);
    const box = this.#canvas.getBoundingClientRect();
    const sheet = this.#sheet.getBoundingClientRect();
    this.#canvas.width = Math.round(box.width * sharpness);
    this.#canvas.height = Math.round(box.height * sharpness);
    this.#scale = (sheet.width / SHEET.width) * sharpness;
    const left = (sheet.left - box.left) * sharpness;
    const top = (sheet.top - box.top) * sharpness;
    this.#context.setTransform(this.#scale, 0, 0, this.#scale, left, top);
    this.#paths.clear();
  }

  clear(): void {
    this.#context.save();
    this.#context.resetTransform();
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#context.restore();
  }

  /** Put a stroke on top. */
  paint(stroke: Stroke): void {
    this.#fill(stroke, this.#path(stroke));
  }

  /** Put a stroke on top that will be another one in the next frame. */
  paintOnce(stroke: Stroke): void {
    this.#fill(stroke, this.#trace(stroke));
  }

  /** Paint strokes, bottom to top, anew where they meet the bounds. */
  repaint(strokes: readonly Stroke[], bounds: Bounds): void {
    const context = this.#context;
    context.save();
    this.#clip(bounds);
    for (const stroke of strokes) if (meet(strokeBounds(stroke), bounds)) this.paint(stroke);
    context.restore();
  }

  /** Clear the whole device pixels around the bounds, and confine painting to them. */
  #clip(bounds: Bounds): void {
    const { a, e, f } = this.#context.getTransform();
    const left = Math.floor(bounds.x0 * a + e) - 1;
    const top = Math.floor(bounds.y0 * a + f) - 1;
    const width = Math.ceil(bounds.x1 * a + e) + 1 - left;
    const height = Math.ceil(bounds.y1 * a + f) + 1 - top;
    const area = new Path2D();
    area.rect((left - e) / a, (top - f) / a, width / a, height / a);
    this.#context.clip(area);
    this.#context.clearRect((left - e) / a, (top - f) / a, width / a, height / a);
  }

  #fill({ style }: Stroke, path: Path2D): void {
    this.#context.globalAlpha = style.opacity / 255;
    this.#context.fillStyle = `#${style.color.toString(16).padStart(6, "0")}`;
    this.#context.fill(path);
  }

  #path(stroke: Stroke): Path2D {
    const known = this.#paths.get(stroke);
    if (known) return known;
    const path = this.#trace(stroke);
    this.#paths.set(stroke, path);
    return path;
  }

  #trace(stroke: Stroke): Path2D {
    const path = new Path2D();
    traceStroke(stroke, this.#scale, path);
    return path;
  }
}

function meet(one: Bounds, other: Bounds): boolean {
  return one.x0 <= other.x1 && other.x0 <= one.x1 && one.y0 <= other.y1 && other.y0 <= one.y1;
}
