/**
 * What is done to a drawing is done in the order in which a person did it, also where the code for
 * some of it is on its way: what comes after that waits behind it.
 *
 * Where that code cannot be had, what was wanted of it is given up, and what followed: to undo, for
 * one, may have been meant for it.
 */

import type { Part } from "../later";

/** `since`: what was drawn after it was asked for, by pens, who wait for nothing. */
type Act = (since: readonly string[]) => void;

interface Turn {
  /** What it cannot be done without; null: it only waits for those before it. */
  readonly part: Part<unknown> | null;
  readonly act: Act;
  readonly otherwise: () => void;
  readonly since: string[];
}

const nothing = (): void => {};

export class Turns {
  #waiting: Turn[] = [];
  /** The part for which the first of them waits is on its way. */
  #stopped = false;

  /** Does it at once where nothing waits; where what it follows is given up, `otherwise`. */
  take(act: Act, otherwise = nothing): void {
    this.#line(null, act, otherwise);
  }

  /** Does something with a part; false: it waits. Where the part's code cannot be had, `otherwise`. */
  use<Made>(part: Part<Made>, act: (made: Made) => void, otherwise = nothing): boolean {
    return this.#line(part, () => part.use(act), otherwise);
  }

  /** A line is drawn that waits for nothing: nothing that waits was meant for it. */
  overtake(id: string): void {
    for (const { since } of this.#waiting) since.push(id);
  }

  /** Whether something is to be done with this part in its turn. */
  awaits(part: Part<unknown>): boolean {
    return this.#waiting.some((turn) => turn.part === part);
  }

  #line(part: Part<unknown> | null, act: Act, otherwise: () => void): boolean {
    const turn = { part, act, otherwise, since: [] };
    this.#waiting.push(turn);
    this.#goOn();
    return !this.#waiting.includes(turn);
  }

  #goOn(): void {
    while (!this.#stopped) {
      const [turn, ...behind] = this.#waiting;
      if (!turn) return;
      if (turn.part?.made === null) this.#waitFor(turn.part);
      else this.#do(turn, behind);
    }
  }

  /** What is done meanwhile is part of it, and comes before what waits; a defect in it stops nothing. */
  #do({ act, since }: Turn, behind: readonly Turn[]): void {
    this.#waiting = [];
    try {
      act(since);
    } catch (defect) {
      reportError(defect);
    }
    this.#waiting.push(...behind);
  }

  #waitFor(part: Part<unknown>): void {
    this.#stopped = true;
    const come = (): void => {
      this.#stopped = false;
      this.#goOn();
    };
    part.use(come, () => {
      this.#giveUp(part);
      come();
    });
  }

  #giveUp(part: Part<unknown>): void {
    let follows = false;
    const lost = this.#waiting.filter((turn) => {
      follows = turn.part === part || (follows && !turn.part);
      return follows;
    });
    this.#waiting = this.#waiting.filter((turn) => !lost.includes(turn));
    for (const { otherwise } of lost) otherwise();
  }
}
