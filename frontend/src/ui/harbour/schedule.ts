/** When each stroke is drawn again: everybody at once, each in their own order and at one pace. */
import { type Stroke, UNITS_PER_PIXEL } from "../../canvas/strokes";
import type { HarbourStroke } from "./strokes";

const SHARE_DRAWING = 0.72; // of the time, for whoever drew longest; the rest is moving and looking

export interface Turn extends HarbourStroke {
  /** Place in the drawing: what lies on top of what. */
  index: number;
  /** Milliseconds from the beginning. */
  start: number;
  end: number;
}

/** A turn for every stroke, in the order of the drawing; the last ends at `duration` ms. */
export function schedule(strokes: readonly HarbourStroke[], duration: number): Turn[] {
  const lanes = new Map<number, Turn[]>();
  for (const [index, stroke] of strokes.entries()) {
    const lane = lanes.get(stroke.author) ?? [];
    lanes.set(stroke.author, lane);
    lane.push({ ...stroke, index, start: 0, end: 0 });
  }
  const longest = Math.max(...[...lanes.values()].map(timeOf));
  for (const lane of lanes.values()) spread(lane, (SHARE_DRAWING * duration) / longest, duration);
  return [...lanes.values()].flat().sort((one, other) => one.index - other.index);
}

/** Give a lane its times: `pace` for the pen, equal pauses between the strokes. */
function spread(lane: Turn[], pace: number, duration: number): void {
  const pause = (duration - timeOf(lane) * pace) / lane.length;
  let now = 0;
  for (const turn of lane) {
    turn.start = now + pause;
    turn.end = turn.start + lasts(turn.stroke) * pace;
    now = turn.end;
  }
}

function timeOf(lane: readonly Turn[]): number {
  return lane.reduce((sum, turn) => sum + lasts(turn.stroke), 0);
}

function lasts(stroke: Stroke): number {
  return stroke.dt.reduce((sum, step) => sum + step, 0);
}

/** A stroke as far as it was drawn after `share` (0 to 1) of its time, its last point in between. */
export function partOf(stroke: Stroke, share: number): Stroke {
  let left = lasts(stroke) * Math.min(Math.max(share, 0), 1);
  let count = 1;
  while (count < stroke.x.length && left >= (stroke.dt[count] ?? 0))
    left -= stroke.dt[count++] ?? 0;
  const points = Math.min(count + 1, stroke.x.length);
  const part = {
    style: stroke.style,
    x: stroke.x.slice(0, points),
    y: stroke.y.slice(0, points),
    pressure: stroke.pressure.slice(0, points),
    dt: stroke.dt.slice(0, points),
  };
  if (count < points) pullBack(part, left / (stroke.dt[count] ?? 1));
  return part;
}

/** Move the last point towards the one before it: `share` of the way is done. */
function pullBack(part: Stroke, share: number): void {
  const last = part.x.length - 1;
  for (const column of [part.x, part.y, part.pressure]) {
    const from = column[last - 1] ?? 0;
    column[last] = Math.round(from + ((column[last] ?? 0) - from) * share);
  }
}

export interface Place {
  x: number;
  y: number;
}

/** Where a pen is at the end of a stroke, or of part of one; in px. */
export function tipOf(stroke: Stroke): Place {
  const last = stroke.x.length - 1;
  return {
    x: (stroke.x[last] ?? 0) / UNITS_PER_PIXEL,
    y: (stroke.y[last] ?? 0) / UNITS_PER_PIXEL,
  };
}

/** Where a pen touches down, in px. */
export function startOf(stroke: Stroke): Place {
  return { x: (stroke.x[0] ?? 0) / UNITS_PER_PIXEL, y: (stroke.y[0] ?? 0) / UNITS_PER_PIXEL };
}
