/** A drawing's log as this browser has it, and what can be seen after it. Pure. */

import { type Applied, Ledger } from "../sockets";
import { Fold } from "./fold";
import type { Draft, Numbered } from "./messages";

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

  /** The strokes that cannot be seen, our unconfirmed operations included. */
  hidden(): Set<string> {
    if (this.unconfirmedCount === 0) return this.#fold.hidden();
    const fold = new Fold(this.#fold);
    let seq = this.applied;
    for (const draft of this.unconfirmed) fold.apply(draft, ++seq);
    return fold.hidden();
  }
}
