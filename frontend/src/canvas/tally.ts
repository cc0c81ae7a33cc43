/** Who drew how much: what every credit is counted from. (pure) */

import type { SceneStroke } from "./scene";
import { ERASER, type Stroke, UNITS_PER_PIXEL } from "./strokes";

export interface Tally {
  /** The participant's number. */
  readonly author: number;
  readonly strokes: number;
  /** How far the pen went, in paper units. */
  readonly ink: number;
  /** The first and the last stroke, ms since the drawing was made. */
  readonly from: number;
  readonly to: number;
}

/** One for each author, in the order they came. */
export function tally(strokes: Iterable<SceneStroke>): Tally[] {
  const tallies = new Map<number, { -readonly [K in keyof Tally]: Tally[K] }>();
  for (const { author, at, stroke, text, image } of strokes) {
    const one = tallies.get(author) ?? { author, strokes: 0, ink: 0, from: at, to: at };
    one.strokes++;
    if (!text && !image) one.ink += inkLength(stroke);
    one.from = Math.min(one.from, at);
    one.to = Math.max(one.to, at);
    tallies.set(author, one);
  }
  return [...tallies.values()].sort((one, other) => one.author - other.author);
}

/** How many strokes are whose; points are not looked at, so it costs little. */
export function countByAuthor(strokes: Iterable<SceneStroke>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { author } of strokes) counts.set(author, (counts.get(author) ?? 0) + 1);
  return counts;
}

/** An eraser leaves no ink. */
export function inkLength({ style, x, y }: Stroke): number {
  if (style.tool === ERASER) return 0;
  let length = 0;
  for (let index = 1; index < x.length; index++) {
    const dx = (x[index] as number) - (x[index - 1] as number);
    const dy = (y[index] as number) - (y[index - 1] as number);
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length / UNITS_PER_PIXEL;
}
