/** Which picture to ask the server for, and how large it will be. (pure) */

import type { Bounds } from "../../canvas/engine/view/bounds";

export const MAX_SIDE = 8192;
export const MAX_PIXELS = 40_000_000;
export const MIN_WIDTH = 16;

/** Paper around the strokes, in units; the server leaves as much. */
const MARGIN = 32;

export interface PictureChoice {
  readonly background: "paper" | "transparent";
  /** A factor, a width in pixels, or for paths, which have no pixels, as large as it is. */
  readonly size: { readonly scale: 1 | 2 | 4 } | { readonly width: number } | "own";
  readonly area: "all" | "view";
  /** A line below with title and names. */
  readonly credit?: boolean;
  /** It opens as the drawing again. */
  readonly drawing?: boolean;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** `area`: what is to be seen, in paper units. */
export function pictureSize({ size, area }: PictureChoice, seen: Bounds): PictureSize {
  const margin = area === "all" ? 2 * MARGIN : 0;
  const width = seen.right - seen.left + margin;
  const height = seen.bottom - seen.top + margin;
  const scale = size === "own" ? 1 : "scale" in size ? size.scale : size.width / width;
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

export function isTooLarge({ width, height }: PictureSize): boolean {
  return width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS;
}

export function pictureQuery(choice: PictureChoice, view: Bounds): string {
  const query = new URLSearchParams({ background: choice.background });
  const { size } = choice;
  if (size !== "own" && "scale" in size) query.set("scale", String(size.scale));
  if (size !== "own" && "width" in size) query.set("width", String(size.width));
  if (choice.credit) query.set("credit", "1");
  if (choice.drawing) query.set("drawing", "1");
  if (choice.area === "view") {
    query.set("x", decimal(view.left));
    query.set("y", decimal(view.top));
    query.set("w", decimal(view.right - view.left));
    query.set("h", decimal(view.bottom - view.top));
  }
  return query.toString();
}

function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}
