/**
 * Pencils → pixels of a 2D context, on the page or in a worker.
 *
 * Each deposit is one fill, as a pen's line is, with a pattern that holds its coverage in the ink's
 * colour. The pattern lies on the paper: tiles that meet, and what floats above them, show one grain.
 */

import { coverage, FLAT, levelAt, sideOf, strokesOf, TEXEL } from "../../graphite";
import type { Stroke } from "../../strokes";
import type { Bounds } from "../view/bounds";
import { type Context2D, cssColor, type Frame, fillStroke, type Ink } from "./raster";

/** Patterns that are kept, of at most 256 kB each. */
const MOST_PATTERNS = 64;

/** Paints a pencil's stroke; `seen` (paper units) may leave out what is beyond it. */
export function paintPencil(
  context: Context2D,
  stroke: Stroke,
  frame: Frame,
  seen: Bounds,
  ink: Ink,
): void {
  const paper = frame.paper ?? frame;
  const level = levelAt(paper.scale);
  context.globalCompositeOperation = "source-over";
  for (const [deposit, line] of strokesOf(stroke).entries()) {
    const pattern = level === FLAT ? null : patternOf(context, deposit, level, ink.color);
    pattern?.setTransform(placeOf(paper, level));
    const flat = (coverage(deposit, FLAT)[0] as number) / 255;
    context.globalAlpha = pattern ? ink.alpha : ink.alpha * flat;
    context.fillStyle = pattern ?? cssColor(ink.color);
    fillStroke(context, line, frame, seen);
  }
}

/** From a level's texels to device pixels; whole repetitions are left out, so that numbers stay small. */
function placeOf({ scale, left, top }: Frame, level: number): DOMMatrix2DInit {
  const texel = TEXEL * 2 ** level * scale;
  const period = texel * sideOf(level);
  return { a: texel, b: 0, c: 0, d: texel, e: -(left % period), f: -(top % period) };
}

const patterns = new Map<string, CanvasPattern | null>();

function patternOf(
  context: Context2D,
  deposit: number,
  level: number,
  color: number,
): CanvasPattern | null {
  const key = `${deposit}/${level}/${color}`;
  let pattern = patterns.get(key);
  if (pattern === undefined) {
    pattern = context.createPattern(grain(deposit, level, color), "repeat");
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    patterns.set(key, pattern);
  }
  return pattern;
}

function grain(deposit: number, level: number, color: number): CanvasImageSource {
  const side = sideOf(level);
  const { image, context } = blank(side);
  const pixels = context.createImageData(side, side);
  fillGrain(pixels.data, coverage(deposit, level), color);
  context.putImageData(pixels, 0, 0);
  return image;
}

/** Without an array for each pixel: a drawing in many colours has many patterns. */
function fillGrain(data: Uint8ClampedArray, alphas: Uint8Array, color: number): void {
  const [red, green, blue] = [color >>> 16, (color >>> 8) & 0xff, color & 0xff];
  for (let index = 0, at = 0; index < alphas.length; index++) {
    data[at++] = red;
    data[at++] = green;
    data[at++] = blue;
    data[at++] = alphas[index] as number;
  }
}

function blank(side: number): { image: CanvasImageSource; context: Context2D } {
  const image =
    typeof OffscreenCanvas === "undefined"
      ? Object.assign(document.createElement("canvas"), { width: side, height: side })
      : new OffscreenCanvas(side, side);
  // Kept in memory, patterns outlast a graphics card that forgets.
  const context = image.getContext("2d", { willReadFrequently: true }) as Context2D | null;
  if (!context) throw new Error("this browser has no 2D canvas");
  return { image, context };
}
