/** Whose work a recording is: everyone who drew, and what remains of it. (pure) */

import type { Participant } from "../canvas/messages";
import { type Tally, tally } from "../canvas/tally";
import { nobody } from "../ui/credit/nobody";
import { type Recording, remaining } from "./recording";

export interface Crediting {
  readonly who: Participant;
  readonly tally: Tally;
}

/** In the order they came; of some nothing remains. */
export function creditsOf(
  recording: Recording,
  known: ReadonlyMap<number, Participant>,
): Crediting[] {
  const left = new Map(tally(remaining(recording)).map((one) => [one.author, one]));
  return tally(recording.takes).map((one) => ({
    who: known.get(one.author) ?? nobody(one.author),
    tally: left.get(one.author) ?? { ...one, strokes: 0, ink: 0 },
  }));
}

/** Those of whom something remains; everybody where nothing does. */
export function credited(credits: readonly Crediting[]): readonly Crediting[] {
  const remaining = credits.filter(({ tally }) => tally.strokes > 0);
  return remaining.length > 0 ? remaining : credits;
}
