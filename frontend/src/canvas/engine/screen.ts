/** The two canvases of a host, always as large as it: the paper, and an overlay that points out. */

import type { Surface } from "./tiles/tiles";
import type { Stretch } from "./view/carrying";
import type { Size } from "./view/viewport";

export class Screen {
  readonly paper: CanvasRenderingContext2D;
  readonly overlay: CanvasRenderingContext2D;

  constructor(host: HTMLElement) {
    this.paper = stackedCanvas(host, "paper");
    this.overlay = stackedCanvas(host, "overlay");
    this.overlaid = false;
  }

  /** Whether the overlay is seen: one that is costs a copy a frame where there is no GPU. */
  set overlaid(overlaid: boolean) {
    const visibility = overlaid ? "" : "hidden";
    const { style } = this.overlay.canvas;
    if (style.visibility !== visibility) style.visibility = visibility;
  }

  /** CSS pixels, and device pixels in one. Clears both canvases. */
  resize(size: Size, ratio: number): void {
    for (const { canvas } of [this.paper, this.overlay]) {
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
      canvas.style.width = `${canvas.width / ratio}px`;
      canvas.style.height = `${canvas.height / ratio}px`;
    }
  }

  /** Shows what was drawn otherwise than it was; null: as it is. */
  stretch(stretch: Stretch | null): void {
    const transform = stretch
      ? `translate(${stretch.x}px, ${stretch.y}px) scale(${stretch.scale})`
      : "";
    for (const { canvas } of [this.paper, this.overlay]) {
      if (canvas.style.transform !== transform) canvas.style.transform = transform;
    }
  }

  /** What is seen, in device pixels, without the colour of the paper. */
  pixels(): ImageData {
    const { width, height } = this.paper.canvas;
    const { context, image } = makeSurface(Math.max(1, width), Math.max(1, height));
    context.drawImage(this.paper.canvas, 0, 0);
    context.drawImage(this.overlay.canvas, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  }

  /** What is seen around a place in device pixels, `side` of them square, on ground of a colour. */
  around(x: number, y: number, side: number, ground: string): CanvasRenderingContext2D {
    const { context } = makeSurface(side, side);
    context.fillStyle = ground;
    context.fillRect(0, 0, side, side);
    const half = side >> 1;
    for (const { canvas } of [this.paper, this.overlay]) {
      context.drawImage(canvas, half - Math.floor(x), half - Math.floor(y));
    }
    return context;
  }

  remove(): void {
    this.paper.canvas.remove();
    this.overlay.canvas.remove();
  }
}

/** A blank, transparent surface that is not shown. */
export function makeSurface(
  width: number,
  height: number,
): Surface & { image: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  return { image, context: contextOf(image) };
}

function stackedCanvas(host: HTMLElement, layer: string): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.dataset["layer"] = layer;
  Object.assign(canvas.style, {
    position: "absolute",
    left: "0",
    top: "0",
    transformOrigin: "0 0",
    pointerEvents: "none",
  });
  host.append(canvas);
  return contextOf(canvas);
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has no 2D canvas");
  return context;
}
