/** Who joined and who left, in one line for those who come or go together. */

import type { Clock } from "../../canvas/clock";
import { listNames, say } from "../words";

const GATHER_MS = 1_200;

/** `Key`: what tells people apart. */
export class Arrivals<Key = number> {
  readonly #clock: Clock;
  readonly #tell: (notice: string) => void;
  #known: ReadonlyMap<Key, string> | null = null;
  #joined: string[] = [];
  #left: string[] = [];
  #gathering = false;

  constructor(clock: Clock, tell: (notice: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Takes everyone here but you, as key and name; whom we find at first is no news. */
  meet(people: Iterable<readonly [Key, string]>): void {
    const known = this.#known;
    const now = new Map(people);
    this.#known = now;
    if (!known) return;
    for (const [number, name] of now) if (!known.has(number)) this.#joined.push(name);
    for (const [number, name] of known) if (!now.has(number)) this.#left.push(name);
    if (this.#joined.length + this.#left.length > 0) this.#gather();
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#clock.after(GATHER_MS, () => this.#tellAll());
  }

  #tellAll(): void {
    this.#gathering = false;
    const [joined, left] = [this.#joined, this.#left];
    this.#joined = [];
    this.#left = [];
    if (joined.length > 0) this.#tell(say("people.joined", { names: listNames(joined) }));
    if (left.length > 0) this.#tell(say("people.left", { names: listNames(left) }));
  }
}
