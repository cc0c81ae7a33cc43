/** Which part of the paper a replay looks at. (pure) */

import { erases } from "../canvas/engine/marks/matter";
import type { Bounds } from "../canvas/engine/view/bounds";
import { crowd, worth } from "../canvas/engine/view/crop";
import { HIDE } from "../canvas/messages";
import type { Recording } from "./recording";

/**
 * Where most of the ink was that nobody took back, or all there ever was where that shows it half as
 * large at least. Rubbed out, cleared or moved elsewhere later, ink counts where it was drawn.
 */
export function framing(recording: Recording): Bounds | null {
  const { looks } = recording;
  const inks = (look: number) => !erases(looks.made(look));
  const whole = looks.around(inks);
  if (!whole) return looks.around(() => true);
  const all = Array.from({ length: looks.length }, (_, look) => look).filter(inks);
  const back = takenBack(recording);
  const kept = all.filter((look) => !back[look]);
  const counted = kept.length > 0 ? kept : all;
  return worth(crowd(counted.map((look) => looks.boundsOf(look))) ?? whole, whole);
}

/** 1 for each look that an undo took away in the end. */
function takenBack({ operations, chronicle, looks }: Recording): Uint8Array {
  const seen = new Uint8Array(looks.length);
  const back = new Uint8Array(looks.length);
  for (const [index, { kind }] of operations.entries()) {
    for (const look of chronicle.flipsOf(index)) {
      seen[look] = seen[look] ? 0 : 1;
      back[look] = kind === HIDE && !seen[look] ? 1 : 0;
    }
  }
  return back;
}
