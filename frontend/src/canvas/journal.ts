/** A drawing's log as this browser has it, and what can be seen after it. Pure. */

import { type Applied, Ledger } from "../sockets";
import type { PackedLog } from "./archive/archive";
import { Fold } from "./fold";
import { type Draft, ITEMS, type Numbered } from "./messages";

/** Above every number there is: what is ours comes last until it has one. */
const UNCONFIRMED = 2 ** 40;

export class Journal extends Ledger<Draft, Numbered> {
  readonly #fold = new Fold();
  /** What stands in for the numbers of our unconfirmed operations. */
  readonly #standIns = new Map<string, number>();
  #lastStandIn = UNCONFIRMED;

  /** Much at once, the first there is; returns what of ours is in it. Null: there is some already. */
  begin(log: PackedLog): readonly Draft[] | null {
    if (this.applied > 0) return null;
    this.#fold.begin(log);
    for (const operation of log.others) this.remember(operation);
    const own = this.unconfirmed.filter(({ id }) => this.knows(id));
    for (const { id } of own) this.withdraw(id);
    this.beginAfter(log.end);
    return own;
  }

  override receive(operations: Iterable<Numbered>): Applied<Numbered>[] {
    const applied = super.receive(operations);
    for (const { entry, own } of applied) {
      this.#fold.apply(entry, entry.seq);
      if (own) this.#standIns.delete(entry.id);
    }
    return applied;
  }

  override commit(draft: Draft): boolean {
    const taken = super.commit(draft);
    if (taken) this.#standIns.set(draft.id, ++this.#lastStandIn);
    return taken;
  }

  override withdraw(id: string): Draft | null {
    this.#standIns.delete(id);
    return super.withdraw(id);
  }

  /** The fold has the items' ids already, and there may be very many. */
  protected override knows(id: string): boolean {
    return this.#fold.holds(id) || super.knows(id);
  }

  protected override remember(operation: Numbered): void {
    if (!ITEMS.has(operation.kind)) super.remember(operation);
  }

  /** The server numbered one of ours. */
  acknowledge(id: string, seq: number, author: number, at: number): Applied<Numbered>[] {
    const draft = this.find(id);
    return draft ? this.receive([{ ...draft, seq, author, at }]) : [];
  }

  /** Where one of our unconfirmed operations comes in the order of all. */
  standIn(id: string): number {
    return this.#standIns.get(id) ?? UNCONFIRMED;
  }

  /** What can be seen, our unconfirmed operations included. */
  folded(): Fold {
    if (this.unconfirmedCount === 0) return this.#fold;
    const fold = new Fold(this.#fold);
    for (const draft of this.unconfirmed) fold.apply(draft, this.standIn(draft.id));
    return fold;
  }
}
