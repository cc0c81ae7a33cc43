/**
 * A log as this page has it: what is agreed, and what is only ours so far.
 *
 * Pure: no network, no clock. Entries are applied strictly in order; one that comes early is kept
 * until the gap before it is filled. What we append stays unconfirmed, in the order it was made,
 * until it comes back with a number.
 */

export interface Identified {
  /** Random, given by whoever appended it. */
  readonly id: string;
}

export interface Numbered extends Identified {
  readonly seq: number;
}

/** An entry that has just become part of the agreed log. */
export interface Applied<Entry> {
  readonly entry: Entry;
  /** It was one of our unconfirmed ones. */
  readonly own: boolean;
}

export class Ledger<Own extends Identified, Entry extends Numbered> {
  #applied = 0;
  readonly #known = new Set<string>();
  readonly #early = new Map<number, Entry>();
  readonly #unconfirmed = new Map<string, Own>();

  /** Number of the last entry applied; all before it are applied too, or were never asked for. */
  get applied(): number {
    return this.#applied;
  }

  /** Whether an entry waits for one before it. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  /** What is ours and has no number, in the order it was made. */
  get unconfirmed(): readonly Own[] {
    return [...this.#unconfirmed.values()];
  }

  get unconfirmedCount(): number {
    return this.#unconfirmed.size;
  }

  find(id: string): Own | null {
    return this.#unconfirmed.get(id) ?? null;
  }

  /** What comes up to this number is left out, if nothing is here yet. */
  beginAfter(seq: number): void {
    if (this.#applied > 0) return;
    this.#applied = seq;
    for (const early of this.#early.keys()) if (early <= seq) this.#early.delete(early);
  }

  /** Takes entries in any order, again and again; returns those that became applied. */
  receive(entries: Iterable<Entry>): Applied<Entry>[] {
    const applied: Applied<Entry>[] = [];
    for (const entry of entries) {
      if (entry.seq === this.#applied + 1) applied.push(this.#apply(entry));
      else if (entry.seq > this.#applied) this.#early.set(entry.seq, entry);
    }
    let next = this.#early.get(this.#applied + 1);
    while (next) {
      applied.push(this.#apply(next));
      next = this.#early.get(this.#applied + 1);
    }
    return applied;
  }

  /** Keeps what is ours until it has its number. False: it is here already. */
  commit(own: Own): boolean {
    if (this.knows(own.id) || this.#unconfirmed.has(own.id)) return false;
    this.#unconfirmed.set(own.id, own);
    return true;
  }

  /** The same thing of ours, with something else noted about it. */
  note(own: Own): void {
    if (this.#unconfirmed.has(own.id)) this.#unconfirmed.set(own.id, own);
  }

  /** It will never have a number; returns it, or null where it is not ours. */
  withdraw(id: string): Own | null {
    const own = this.find(id);
    this.#unconfirmed.delete(id);
    return own;
  }

  /** Whether it was applied; whoever knows some otherwise need not let them be remembered. */
  protected knows(id: string): boolean {
    return this.#known.has(id);
  }

  protected remember(entry: Entry): void {
    this.#known.add(entry.id);
  }

  #apply(entry: Entry): Applied<Entry> {
    if (this.#early.size > 0) this.#early.delete(entry.seq);
    this.#applied = entry.seq;
    this.remember(entry);
    return { entry, own: this.#unconfirmed.delete(entry.id) };
  }
}
