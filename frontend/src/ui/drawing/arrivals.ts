/** Who joined and who left, in one line for those who come or go together. */

import type { Clock } from "../../canvas/clock";
import { listNames, say } from "../words_later";

const GATHER_MS = 1_200;

/** `Key`: what tells people apart. */
export class Arrivals<Key = number> {
  readonly #clock: Clock;
  readonly #tell: (notice: string) => void;
  #known: ReadonlyMap<Key, string> | null = null;
  /** Who was here when the news began to be gathered; null while there are none. */
  #before: ReadonlyMap<Key, string> | null = null;

  constructor(clock: Clock, tell: (notice: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Takes everyone here but you, as key and name; whom we find at first is no news. */
  meet(people: Iterable<readonly [Key, string]>): void {
    const known = this.#known;
    const now = new Map(people);
    this.#known = now;
    if (!known || this.#before) return;
    if (without(now, known).length + without(known, now).length === 0) return;
    this.#before = known;
    this.#clock.after(GATHER_MS, () => this.#tellAll());
  }

  /** Whoever has left and come back meanwhile has only reloaded the page. */
  #tellAll(): void {
    const [before, now] = [
      this.#before ?? new Map<Key, string>(),
      this.#known ?? new Map<Key, string>(),
    ];
    this.#before = null;
    const [joined, left] = [without(now, before), without(before, now)];
    if (joined.length > 0) this.#tell(say("people.joined", { names: listNames(joined) }));
    if (left.length > 0) this.#tell(say("people.left", { names: listNames(left) }));
  }
}

/** Names of those who are not among the others. */
function without<Key>(some: ReadonlyMap<Key, string>, others: ReadonlyMap<Key, string>): string[] {
  return [...some].filter(([key]) => !others.has(key)).map(([, name]) => name);
}
