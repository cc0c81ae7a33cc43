/**
 * Surfaces for tests without a browser: a "picture" is the list of fills since it was cleared.
 *
 * Two surfaces with equal lists would hold equal pixels, because painting depends on nothing else.
 */

import type { Context2D } from "../raster";
import type { Surface } from "../tiles";

export class FillList {
  fills: string[] = [];
  globalCompositeOperation = "source-over";
  globalAlpha = 1;
  fillStyle = "";
  #path = 0;

  beginPath(): void {
    this.#path = 0;
  }

  moveTo(x: number, y: number): void {
    this.#path = (this.#path * 31 + x * 7 + y) % 1e9;
  }

  lineTo(x: number, y: number): void {
    this.moveTo(x, y);
  }

  closePath(): void {}

  fill(): void {
    const outline = this.#path.toFixed(3);
    this.fills.push(
      `${this.globalCompositeOperation} ${this.fillStyle} ${this.globalAlpha} ${outline}`,
    );
  }

  clearRect(): void {
    this.fills = [];
  }
}

export function listSurface(): Surface & { readonly list: FillList } {
  const list = new FillList();
  return {
    list,
    context: list as unknown as Context2D, // the part of a context that painting uses
    image: {} as CanvasImageSource,
  };
}
