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

/** The line below a picture, in pixels: a part of its width, within bounds; see caption.py. */
const FOOTER = { part: 22, least: 28, most: 120 };

/** What the server would paint; `seen`: the part of the paper, without a margin. */
export function pictureSize({ size, area }: PictureChoice, seen: Bounds): PictureSize {
  const [width, height] = [seen.right - seen.left, seen.bottom - seen.top].map((length) =>
    area === "all" ? length + 2 * MARGIN : asked(length),
  ) as [number, number];
  const scale = size === "own" ? 1 : "scale" in size ? size.scale : size.width / width;
  return {
    width: pixels(width * scale),
    height: pixels(height * scale),
  };
}

/** With the line that says who drew it, if it is wanted. */
export function sizeWithCredit(size: PictureSize, credit: boolean): PictureSize {
  const { part, least, most } = FOOTER;
  const footer = Math.min(Math.max(Math.floor(size.width / part), least), most);
  return credit ? { width: size.width, height: size.height + footer } : size;
}

/** Rounds up, but not because of the last bits of a double. */
function pixels(length: number): number {
  return Math.max(1, Math.ceil(length - 1e-6));
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
    query.set("x", String(asked(view.left)));
    query.set("y", String(asked(view.top)));
    query.set("w", String(asked(view.right - view.left)));
    query.set("h", String(asked(view.bottom - view.top)));
  }
  return query.toString();
}

/** As exactly as the server is asked. */
function asked(length: number): number {
  return Math.round(length * 100) / 100;
}
