/**
 * Surfaces for tests without a browser: a "picture" is the list of fills since it was cleared.
 *
 * Two surfaces with equal lists would hold equal pixels, because painting depends on nothing else.
 */

import type { Context2D } from "../marks/raster";
import type { Surface } from "../tiles/tiles";

export class FillList {
  fills: string[] = [];
  globalCompositeOperation = "source-over";
  globalAlpha = 1;
  fillStyle = "";
  /** The last path: x, y, x, y … */
  path: number[] = [];

  beginPath(): void {
    this.path = [];
  }

  moveTo(x: number, y: number): void {
    this.path.push(x, y);
  }

  lineTo(x: number, y: number): void {
    this.moveTo(x, y);
  }

  closePath(): void {}

  fill(): void {
    const outline = this.path.map((number) => number.toFixed(3)).join();
    this.fills.push(
      `${this.globalCompositeOperation} ${this.fillStyle} ${this.globalAlpha} ${outline}`,
    );
  }

  drawImage(): void {
    this.fills.push("tile");
  }

  // Clipping limits where pixels change, not what is drawn.
  save(): void {}
  rect(): void {}
  clip(): void {}
  restore(): void {}

  clearRect(): void {
    this.fills = [];
  }
}

export function listSurface(): Surface & { readonly list: FillList } {
  const list = new FillList();
  return {
    list,
    context: list as unknown as Context2D, // the part of a context that painting uses
    image: {} as HTMLCanvasElement,
  };
}
