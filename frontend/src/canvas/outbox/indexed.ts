/**
 * The outbox in the browser's own database.
 *
 * Every write is one request, made and committed at once: a page that is about to go hears no
 * answers any more. What it may not have written then is in its pocket.
 */

import type { Draft } from "../messages";
import { ended, openDatabase } from "./database";
import type { Outbox, Owner } from "./outbox";
import { Pocket } from "./pocket";
import type { Tab } from "./tabs";

const DATABASE = "drawnby";
const STORE = "outbox";
const BY_OWNER = "owner";

interface Entry extends Draft, Owner {
  /** When it was begun: ms since the epoch, and never twice the same in a tab. */
  readonly order: number;
  /** Whose it is to send. */
  readonly tab: string;
}

export class IndexedOutbox implements Outbox {
  readonly #tab: Tab;
  readonly #owner: Owner;
  readonly #now: () => number;
  readonly #database: Promise<IDBDatabase>;
  /** By id: the orders of what this tab keeps. */
  readonly #orders = new Map<string, number>();
  readonly #finished = new Set<string>();
  readonly #pocket: Pocket;
  #isBroken = false;
  #lastOrder = 0;

  /** `now` gives ms since the epoch. */
  constructor(tab: Tab, owner: Owner, name = DATABASE, now = Date.now) {
    this.#tab = tab;
    this.#owner = owner;
    this.#now = now;
    this.#database = openDatabase(name, makeStore);
    this.#pocket = new Pocket(owner, tab.name);
    this.#database.catch(() => {
      this.#isBroken = true; // each use is told
    });
  }

  keep(draft: Draft): Promise<void> {
    this.#finished.add(draft.id);
    return this.#put(draft);
  }

  async keepUnfinished(draft: Draft): Promise<void> {
    if (!this.#finished.has(draft.id)) await this.#put(draft);
  }

  /** Where there is no database nobody would look into a pocket. */
  pack(drafts: readonly Draft[]): boolean {
    return !this.#isBroken && this.#pocket.hold(drafts);
  }

  async forget(id: string): Promise<void> {
    this.#orders.delete(id);
    await this.#write((store) => {
      store.delete([this.#owner.drawing, id]);
      store.transaction.commit();
    });
  }

  async takeOver(): Promise<Draft[]> {
    const living = await this.#tab.living();
    const left: Entry[] = [];
    const { drawing, author } = this.#owner;
    const pockets = this.#pocket.left(living);
    await this.#write((store) => {
      const all: IDBRequest<Entry[]> = store.index(BY_OWNER).getAll([drawing, author]);
      all.onsuccess = () => {
        left.push(...all.result.filter(({ tab }) => !living.has(tab)));
        for (const draft of [...pockets.values()].flat()) this.#unpack(draft, all.result, left);
        for (const entry of left) store.put({ ...entry, tab: this.#tab.name });
      };
    });
    for (const name of pockets.keys()) localStorage.removeItem(name);
    for (const entry of left) this.#adopt(entry);
    left.sort((one, other) => one.order - other.order);
    return left.map(({ id, kind, body }) => ({ id, kind, body }));
  }

  /** A stroke only grows: of two that were kept the longer is the later. */
  #unpack(draft: Draft, kept: readonly Entry[], left: Entry[]): void {
    const known = kept.find(({ id }) => id === draft.id);
    const index = known ? left.indexOf(known) : left.length;
    if (index < 0 || (known && known.body.length >= draft.body.length)) return;
    const order = known?.order ?? this.#orderOf(draft.id);
    left[index] = { ...draft, ...this.#owner, order, tab: this.#tab.name };
  }

  #adopt({ id, order }: Entry): void {
    this.#finished.add(id);
    this.#orders.set(id, order);
    this.#lastOrder = Math.max(this.#lastOrder, order); // whatever the clock says now
  }

  #put({ id, kind, body }: Draft): Promise<void> {
    const entry = { ...this.#owner, id, kind, body, order: this.#orderOf(id), tab: this.#tab.name };
    return this.#write((store) => {
      store.put(entry satisfies Entry);
      store.transaction.commit();
    });
  }

  #orderOf(id: string): number {
    const known = this.#orders.get(id);
    if (known !== undefined) return known;
    this.#lastOrder = Math.max(this.#now(), this.#lastOrder + 1);
    this.#orders.set(id, this.#lastOrder);
    return this.#lastOrder;
  }

  /** One transaction; the database runs them in the order they were asked for. */
  async #write(work: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await this.#database).transaction(STORE, "readwrite");
    const done = ended(transaction);
    work(transaction.objectStore(STORE));
    await done;
  }
}

function makeStore(database: IDBDatabase): void {
  const store = database.createObjectStore(STORE, { keyPath: ["drawing", "id"] });
  store.createIndex(BY_OWNER, ["drawing", "author"]);
}
