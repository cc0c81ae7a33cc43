/** Who drew when, as bars along the timeline: one lane a person, merged to whole pixels. (pure) */

import type { Recording } from "./recording";

export interface Bar {
  /** Pixels. */
  readonly from: number;
  readonly to: number;
  /** How many strokes are in it. */
  readonly strokes: number;
}

/** Bars for one person, from left to right, none touching the next. */
export function barsOf(recording: Recording, author: number, width: number): Bar[] {
  const { timeline, takes } = recording;
  const scale = width / Math.max(1, timeline.duration);
  const bars: { from: number; to: number; strokes: number }[] = [];
  for (const { author: by, operation } of takes) {
    if (by !== author) continue;
    const from = Math.floor((timeline.starts[operation] as number) * scale);
    const to = Math.max(from + 1, Math.round((timeline.ends[operation] as number) * scale));
    const last = bars.at(-1);
    if (last && from <= last.to - 1) {
      last.to = Math.max(last.to, to);
      last.strokes++;
    } else bars.push({ from, to, strokes: 1 });
  }
  return bars;
}
