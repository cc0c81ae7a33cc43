/**
 * The drawing's log as this browser has it: what is agreed, and what is only ours so far.
 *
 * Pure: no DOM, no network, no clock. Confirmed operations are applied strictly in order; one that
 * comes early is kept until the gap before it is filled. Own operations stay unconfirmed, in the
 * order they were made, until they come back with a number.
 */

import { Fold } from "./fold";
import type { Draft, Numbered } from "./messages";

/** An operation that has just become part of the agreed log. */
export interface Applied {
  readonly operation: Numbered;
  /** It was one of our unconfirmed ones. */
  readonly own: boolean;
}

export class Journal {
  #applied = 0;
  readonly #fold = new Fold();
  readonly #known = new Set<string>();
  readonly #early = new Map<number, Numbered>();
  readonly #unconfirmed = new Map<string, Draft>();

  /** Number of the last operation applied; all before it are applied too. */
  get applied(): number {
    return this.#applied;
  }

  /** Whether an operation waits for one before it. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  /** Own operations without a number, in the order they were made. */
  get unconfirmed(): readonly Draft[] {
    return [...this.#unconfirmed.values()];
  }

  get unconfirmedCount(): number {
    return this.#unconfirmed.size;
  }

  /** Takes operations in any order, again and again; returns those that became applied. */
  receive(operations: Iterable<Numbered>): Applied[] {
    const applied: Applied[] = [];
    for (const operation of operations) {
      if (operation.seq === this.#applied + 1) applied.push(this.#apply(operation));
      else if (operation.seq > this.#applied) this.#early.set(operation.seq, operation);
    }
    let next = this.#early.get(this.#applied + 1);
    while (next) {
      applied.push(this.#apply(next));
      next = this.#early.get(this.#applied + 1);
    }
    return applied;
  }

  /** Keeps an own operation until it has its number. False: it is here already. */
  commit(draft: Draft): boolean {
    if (this.#known.has(draft.id) || this.#unconfirmed.has(draft.id)) return false;
    this.#unconfirmed.set(draft.id, draft);
    return true;
  }

  /** The server numbered one of ours. */
  acknowledge(id: string, seq: number, author: number, at: number): Applied[] {
    const draft = this.#unconfirmed.get(id);
    return draft ? this.receive([{ ...draft, seq, author, at }]) : [];
  }

  /** The server will never take this one; returns it, or null where it is not ours. */
  refuse(id: string): Draft | null {
    const draft = this.#unconfirmed.get(id) ?? null;
    this.#unconfirmed.delete(id);
    return draft;
  }

  /** The strokes that cannot be seen, our unconfirmed operations included. */
  hidden(): Set<string> {
    if (this.#unconfirmed.size === 0) return this.#fold.hidden();
    const fold = new Fold(this.#fold);
    let seq = this.#applied;
    for (const draft of this.#unconfirmed.values()) fold.apply(draft, ++seq);
    return fold.hidden();
  }

  #apply(operation: Numbered): Applied {
    this.#early.delete(operation.seq);
    this.#applied = operation.seq;
    this.#known.add(operation.id);
    this.#fold.apply(operation, operation.seq);
    return { operation, own: this.#unconfirmed.delete(operation.id) };
  }
}
