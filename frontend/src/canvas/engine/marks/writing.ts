/** Texts → pixels of a 2D context, on the page or in a worker. */

import {
  FROM_THE_RIGHT,
  type Placed,
  placedRuns,
  type Typeset,
  traceRun,
} from "../../lettering/lettering";
import { UNITS_PER_PIXEL } from "../../strokes";
import type { Bounds } from "../view/bounds";
import { type Context2D, cssColor, type Frame, FrameSink, type Ink } from "./raster";
import { stock } from "./stock";

/** Below so many device pixels an em, letters are lines. */
const TOO_SMALL = 2.5;
/** How much such a line covers, and how high it is, of what letters would. */
const FAINT = 0.5;
const X_HEIGHT = 0.5;

/** Paints one text; `seen` (paper units) may leave out lines beyond it. */
export function paintText(
  context: Context2D,
  text: Typeset,
  frame: Frame,
  seen: Bounds,
  ink: Ink,
): void {
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = ink.alpha;
  context.fillStyle = cssColor(ink.color);
  fillText(context, text, frame, seen);
}

/** Takes away all that lies under a text. */
export function cutText(context: Context2D, text: Typeset, frame: Frame, seen: Bounds): void {
  context.globalCompositeOperation = "destination-out";
  context.globalAlpha = 1;
  context.fillStyle = "#000";
  fillText(context, text, frame, seen);
}

function fillText(context: Context2D, text: Typeset, frame: Frame, seen: Bounds): void {
  const em = (text.text.size / UNITS_PER_PIXEL) * frame.scale;
  const legible = em >= TOO_SMALL;
  const lettered = legible && text.faces.every((face) => stock.letters(face));
  const alpha = context.globalAlpha;
  context.beginPath();
  const sink = new FrameSink(context, frame);
  for (const placed of placedRuns(text, seen.top, seen.bottom)) {
    const { face } = placed.run;
    const letters = face && lettered ? stock.letters(face) : undefined;
    if (!face && legible) writeElsewhere(context, placed, em, frame);
    else if (letters) traceRun(text, placed, letters, frame.scale, sink);
    else traceLine(context, placed, em, frame);
  }
  if (!lettered) context.globalAlpha = alpha * FAINT;
  context.fill();
  context.globalAlpha = alpha;
}

/** A run as it is seen from afar, or before its letters have come. */
function traceLine(
  context: Context2D,
  { left, baseline, width }: Placed,
  em: number,
  frame: Frame,
) {
  const height = em * X_HEIGHT;
  const x = left * frame.scale - frame.left;
  context.rect(x, baseline * frame.scale - frame.top - height, width * frame.scale, height);
}

/** Letters we have not are the system's, fitted into the place that was reckoned for them. */
function writeElsewhere(
  context: Context2D,
  { run, left, baseline, width }: Placed,
  em: number,
  { scale, left: x, top }: Frame,
): void {
  if (width === 0) return;
  context.font = `${em}px sans-serif`;
  const reversed = FROM_THE_RIGHT.test(run.words);
  context.direction = reversed ? "rtl" : "ltr";
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
  const from = reversed ? left + width : left;
  context.fillText(run.words, from * scale - x, baseline * scale - top, width * scale);
}
