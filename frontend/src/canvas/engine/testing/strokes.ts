/** Made-up strokes for tests. */

import fc from "fast-check";
import type { SceneStroke } from "../../scene";
import { ERASER, PEN, type Stroke, type Tool } from "../../strokes";

/** Points in paper units. */
export function strokeThrough(
  points: readonly (readonly [number, number])[],
  { tool = PEN as Tool, size = 4, opacity = 255, color = 0x262833 } = {},
): Stroke {
  return {
    style: { tool, color, size: size * 16, opacity },
    x: Int32Array.from(points, ([x]) => x * 16),
    y: Int32Array.from(points, ([, y]) => y * 16),
    pressure: new Uint8Array(points.length).fill(128),
    dt: new Uint16Array(points.length),
  };
}

export function sceneStroke(seq: number, stroke: Stroke): SceneStroke {
  const id = Math.abs(seq).toString(16).padStart(32, "0");
  return { id, seq, author: 1, at: seq, stroke };
}

const spots = fc.tuple(
  fc.integer({ min: -1500, max: 1500 }),
  fc.integer({ min: -1500, max: 1500 }),
);

/** Strokes of a few points, some of which are erasers. */
export const strokes: fc.Arbitrary<Stroke> = fc
  .tuple(
    spots,
    fc.array(fc.tuple(steps(), steps()), { maxLength: 5 }),
    fc.constantFrom(PEN, ERASER),
  )
  .map(([start, moves, tool]) => {
    const points = [start];
    for (const [dx, dy] of moves) {
      const [x, y] = points.at(-1) ?? start;
      points.push([x + dx, y + dy]);
    }
    return strokeThrough(points, { tool });
  });

function steps(): fc.Arbitrary<number> {
  return fc.integer({ min: -200, max: 200 });
}
