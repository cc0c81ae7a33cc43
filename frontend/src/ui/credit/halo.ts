/** A rim around a stroke that is told about, on a canvas as large as what is seen of it. */

import { cutMatter, fillMatter, matterBounds } from "../../canvas/engine/marks/matter";
import { type Bounds, inflate, intersection } from "../../canvas/engine/view/bounds";
import type { Viewport } from "../../canvas/engine/view/viewport";
import type { Matter } from "../../canvas/scene";

const RIM = 2.5; // CSS pixels
const TURNS = 12;

export class Halo {
  readonly #canvas = document.createElement("canvas");
  readonly #view: () => Viewport;
  #shown: { readonly stroke: Matter; readonly color: number } | null = null;

  /** Lies below `above`, which stands in front of the paper. */
  constructor(above: HTMLElement, view: () => Viewport) {
    this.#view = view;
    Object.assign(this.#canvas.style, { position: "absolute", pointerEvents: "none" });
    above.before(this.#canvas);
    this.hide();
  }

  show(stroke: Matter, color: number): void {
    this.#shown = { stroke, color };
    this.follow();
  }

  hide(): void {
    this.#shown = null;
    this.#canvas.hidden = true;
  }

  /** Another view is shown. */
  follow(): void {
    const { stroke, color } = this.#shown ?? {};
    if (!stroke || color === undefined) return;
    const view = this.#view();
    const around = inflate(view.toDevice(matterBounds(stroke)), Math.ceil(RIM * view.ratio));
    const part = intersection(around, view.canvas);
    this.#canvas.hidden = !part;
    if (part) this.#draw(view, part, stroke, color);
  }

  /** The stroke all round where it is, without where it is. */
  #draw(view: Viewport, part: Bounds, stroke: Matter, color: number): void {
    const context = this.#place(view, part);
    if (!context) return;
    const { scale, deviceX, deviceY, ratio } = view;
    const frame = { scale, left: deviceX + part.left, top: deviceY + part.top };
    const seen = inflate(view.fromDevice(part), RIM / view.zoom);
    for (let turn = 0; turn < TURNS; turn++) {
      const angle = (turn * 2 * Math.PI) / TURNS;
      const left = frame.left + RIM * ratio * Math.cos(angle);
      const top = frame.top + RIM * ratio * Math.sin(angle);
      fillMatter(context, stroke, { ...frame, left, top }, seen, { color, alpha: 1 });
    }
    cutMatter(context, stroke, frame, seen);
  }

  /** Makes the canvas blank, over `part` of the window (device pixels). */
  #place({ ratio }: Viewport, part: Bounds): CanvasRenderingContext2D | null {
    const canvas = this.#canvas;
    canvas.width = part.right - part.left;
    canvas.height = part.bottom - part.top;
    const [left, top] = [part.left / ratio, part.top / ratio];
    const [width, height] = [canvas.width / ratio, canvas.height / ratio];
    for (const [side, length] of Object.entries({ left, top, width, height })) {
      canvas.style.setProperty(side, `${length}px`);
    }
    return canvas.getContext("2d");
  }
}
