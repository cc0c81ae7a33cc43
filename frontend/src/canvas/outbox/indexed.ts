/** The outbox in the browser's own database. */

import type { Draft } from "../messages";
import type { Outbox, Owner } from "./outbox";
import type { Tab } from "./tabs";

const DATABASE = "drawnby";
const STORE = "outbox";
const BY_OWNER = "owner";
const BY_ID = "id";

interface Entry extends Draft, Owner {
  /** Given by the database: the order in which they were begun. */
  readonly order?: number;
  /** Whose it is to send. */
  readonly tab: string;
  /** The pen was lifted. */
  readonly finished: boolean;
}

export class IndexedOutbox implements Outbox {
  readonly #tab: Tab;
  readonly #owner: Owner;
  readonly #database: Promise<IDBDatabase>;

  constructor(tab: Tab, owner: Owner, name = DATABASE) {
    this.#tab = tab;
    this.#owner = owner;
    this.#database = openDatabase(name);
    this.#database.catch(() => {}); // each use is told
  }

  async keep(draft: Draft): Promise<void> {
    await this.#write(async (store) => {
      const known = await this.#find(store, draft.id);
      store.put(this.#entry(draft, true, known?.order));
    });
  }

  async keepUnfinished(draft: Draft): Promise<void> {
    await this.#write(async (store) => {
      const known = await this.#find(store, draft.id);
      if (!known?.finished) store.put(this.#entry(draft, false, known?.order));
    });
  }

  async forget(id: string): Promise<void> {
    await this.#write(async (store) => {
      const known = await this.#find(store, id);
      if (known?.order !== undefined) store.delete(known.order);
    });
  }

  async takeOver(): Promise<Draft[]> {
    const living = await this.#tab.living();
    const { drawing, author } = this.#owner;
    return this.#write(async (store) => {
      const all = await answer<Entry[]>(store.index(BY_OWNER).getAll([drawing, author]));
      const left = all.filter(({ tab }) => !living.has(tab));
      for (const entry of left) store.put({ ...entry, tab: this.#tab.name, finished: true });
      return left.map(({ id, kind, body }) => ({ id, kind, body }));
    });
  }

  #entry({ id, kind, body }: Draft, finished: boolean, order: number | undefined): Entry {
    const entry = { ...this.#owner, id, kind, body, tab: this.#tab.name, finished };
    return order === undefined ? entry : { ...entry, order };
  }

  #find(store: IDBObjectStore, id: string): Promise<Entry | undefined> {
    return answer(store.index(BY_ID).get([this.#owner.drawing, id]));
  }

  /** One transaction; the database runs them in the order they were asked for. */
  async #write<Result>(work: (store: IDBObjectStore) => Promise<Result>): Promise<Result> {
    const transaction = (await this.#database).transaction(STORE, "readwrite");
    const done = ended(transaction);
    const [result] = await Promise.all([work(transaction.objectStore(STORE)), done]);
    return result;
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1); // throws where there is none, which rejects
    opening.onupgradeneeded = () => makeStore(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      opening.result.onversionchange = () => opening.result.close(); // a newer page needs it
      resolve(opening.result);
    };
  });
}

function makeStore(database: IDBDatabase): void {
  const store = database.createObjectStore(STORE, { keyPath: "order", autoIncrement: true });
  store.createIndex(BY_OWNER, ["drawing", "author"]);
  store.createIndex(BY_ID, ["drawing", "id"], { unique: true });
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
