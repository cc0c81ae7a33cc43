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

  forget(id: string): Promise<void> {
    this.#browser.entries.delete(this.#key(id));
    return Promise.resolve();
  }

  takeOver(): Promise<Draft[]> {
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

  #mayTake({ drawing, author, tab }: Entry): boolean {
    const mine = drawing === this.#owner.drawing && author === this.#owner.author;
    return mine && !this.#browser.tabs.has(tab);
  }

  #key(id: string): string {
    return `${this.#owner.drawing} ${id}`;
  }
}
