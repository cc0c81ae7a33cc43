/** Who joined and who left, in one line for those who come or go together. */

import type { Clock } from "../../canvas/clock";
import { listNames, say } from "../words";

const GATHER_MS = 1_200;

export class Arrivals {
  readonly #clock: Clock;
  readonly #tell: (notice: string) => void;
  #joined: string[] = [];
  #left: string[] = [];
  #gathering = false;

  constructor(clock: Clock, tell: (notice: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  joined(name: string): void {
    this.#joined.push(name);
    this.#gather();
  }

  left(name: string): void {
    this.#left.push(name);
    this.#gather();
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
