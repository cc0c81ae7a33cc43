/** A drawing's log as this browser has it, and what can be seen after it. Pure. */

import { type Applied, Ledger } from "../sockets";
import { Fold } from "./fold";
import type { Draft, Numbered } from "./messages";

/** Above every number there is: what is ours comes last until it has one. */
const UNCONFIRMED = 2 ** 40;

export class Journal extends Ledger<Draft, Numbered> {
  readonly #fold = new Fold();

  override receive(operations: Iterable<Numbered>): Applied<Numbered>[] {
    const applied = super.receive(operations);
    for (const { entry } of applied) this.#fold.apply(entry, entry.seq);
    return applied;
  }

  /** The server numbered one of ours. */
  acknowledge(id: string, seq: number, author: number, at: number): Applied<Numbered>[] {
    const draft = this.find(id);
    return draft ? this.receive([{ ...draft, seq, author, at }]) : [];
  }

  /** What can be seen, our unconfirmed operations included. */
  folded(): Fold {
    if (this.unconfirmedCount === 0) return this.#fold;
    const fold = new Fold(this.#fold);
    let seq = UNCONFIRMED;
    for (const draft of this.unconfirmed) fold.apply(draft, ++seq);
    return fold;
  }

  /** The items that cannot be seen. */
  hidden(): Set<string> {
    return this.folded().hidden();
  }
}
