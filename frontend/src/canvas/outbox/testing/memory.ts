/** An outbox in memory, and the browser around it whose tabs tests open and close. */

import type { Draft } from "../../messages";
import type { Outbox, Owner } from "../outbox";

interface Entry extends Draft, Owner {
  readonly tab: MemoryOutbox;
  readonly finished: boolean;
}

/** What the tabs of one browser share. */
export class MemoryBrowser {
  readonly entries = new Map<string, Entry>();
  /** What is in their pockets. */
  readonly packed = new Map<string, Entry>();
  readonly tabs = new Set<MemoryOutbox>();

  open(owner: Owner): MemoryOutbox {
    const tab = new MemoryOutbox(this, owner);
    this.tabs.add(tab);
    return tab;
  }
}

export class MemoryOutbox implements Outbox {
  readonly #browser: MemoryBrowser;
  readonly #owner: Owner;

  constructor(browser: MemoryBrowser, owner: Owner) {
    this.#browser = browser;
    this.#owner = owner;
  }

  keep(draft: Draft): Promise<void> {
    this.#put(draft, true);
    return Promise.resolve();
  }

  keepUnfinished(draft: Draft): Promise<void> {
    if (!this.#browser.entries.get(this.#key(draft.id))?.finished) this.#put(draft, false);
    return Promise.resolve();
  }

  pack(drafts: readonly Draft[]): boolean {
    for (const [key, { tab }] of this.#browser.packed) {
      if (tab === this) this.#browser.packed.delete(key);
    }
    for (const draft of drafts) {
      const entry = { ...this.#owner, ...draft, tab: this, finished: true };
      this.#browser.packed.set(this.#key(draft.id), entry);
    }
    return true;
  }

  forget(id: string): Promise<void> {
    this.#browser.entries.delete(this.#key(id));
    return Promise.resolve();
  }

  takeOver(): Promise<Draft[]> {
    this.#unpack();
    const left = [...this.#browser.entries.values()].filter((entry) => this.#mayTake(entry));
    for (const entry of left) this.#put(entry, true);
    return Promise.resolve(left.map(({ id, kind, body }) => ({ id, kind, body })));
  }

  close(): void {
    this.#browser.tabs.delete(this);
  }

  #put({ id, kind, body }: Draft, finished: boolean): void {
    const entry = { ...this.#owner, id, kind, body, tab: this, finished };
    this.#browser.entries.set(this.#key(id), entry);
  }

  #unpack(): void {
    const { entries, packed } = this.#browser;
    for (const [key, entry] of [...packed].filter(([, each]) => this.#mayTake(each))) {
      packed.delete(key);
      const known = entries.get(key);
      if (known && !(this.#mayTake(known) && known.body.length < entry.body.length)) continue;
      entries.set(key, entry);
    }
  }

  #mayTake({ drawing, author, tab }: Entry): boolean {
    const mine = drawing === this.#owner.drawing && author === this.#owner.author;
    return mine && !this.#browser.tabs.has(tab);
  }

  #key(id: string): string {
    return `${this.#owner.drawing} ${id}`;
  }
}
