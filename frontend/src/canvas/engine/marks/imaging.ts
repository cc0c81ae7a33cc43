/**
 * Pictures → pixels of a 2D context, on the page or in a worker.
 *
 * Their edges come to lie on whole pixels, as on the server (canvas/render/placed.py): they have no
 * seam where tiles meet, and are the same in every picture of the drawing.
 */

import type { PlacedImage } from "../../images";
import { OWN_COLORS } from "../../items";
import { UNITS_PER_PIXEL } from "../../strokes";
import type { Bounds } from "../view/bounds";
import { type Context2D, cssColor, type Frame, type Ink } from "./raster";
import { stock } from "./stock";

/** Where a picture will be, until it has come. */
const STAND_IN: Ink = { color: 0x565a66, alpha: 0.12 };
/** How much of a picture is seen under somebody's hue. */
const UNDER_TINT = 0.5;

/** Device pixels from the corner of what is painted on. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Edges in paper units. */
export function imageBounds({ x, y, width, height }: PlacedImage): Bounds {
  return {
    left: x / UNITS_PER_PIXEL,
    top: y / UNITS_PER_PIXEL,
    right: (x + width) / UNITS_PER_PIXEL,
    bottom: (y + height) / UNITS_PER_PIXEL,
  };
}

/** Paints it as it is; in another ink it is only pointed out, or tinted where that is translucent. */
export function paintImage(context: Context2D, image: PlacedImage, frame: Frame, ink: Ink): void {
  context.globalCompositeOperation = "source-over";
  const place = placeOf(image, frame);
  const own = ink.color === OWN_COLORS;
  if (own || ink.alpha < 1) show(context, image.digest, place, own ? 1 : UNDER_TINT);
  if (!own) fill(context, place, ink);
}

/** Takes away all that lies under it. */
export function cutImage(context: Context2D, image: PlacedImage, frame: Frame): void {
  context.globalCompositeOperation = "destination-out";
  fill(context, placeOf(image, frame), { color: 0, alpha: 1 });
}

function placeOf(image: PlacedImage, frame: Frame): Place {
  const { left, top, right, bottom } = imageBounds(image);
  const [x, y] = [whole(left * frame.scale - frame.left), whole(top * frame.scale - frame.top)];
  return {
    left: x,
    top: y,
    width: Math.max(whole(right * frame.scale - frame.left) - x, 1),
    height: Math.max(whole(bottom * frame.scale - frame.top) - y, 1),
  };
}

function whole(pixels: number): number {
  return Math.floor(pixels + 0.5);
}

function show(context: Context2D, digest: string, place: Place, alpha: number): void {
  const picture = stock.image(digest);
  if (!picture) {
    fill(context, place, STAND_IN);
    return;
  }
  context.globalAlpha = alpha;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, place.left, place.top, place.width, place.height);
}

function fill(context: Context2D, { left, top, width, height }: Place, ink: Ink): void {
  context.globalAlpha = ink.alpha;
  context.fillStyle = cssColor(ink.color);
  context.fillRect(left, top, width, height);
}
