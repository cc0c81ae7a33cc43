/**
 * Pictures that the server has not taken yet, kept where they outlive the page: beside the outbox, for
 * their files may be large, and few pages have one.
 */

import type { PlacedImage } from "../images";
import { ended, openDatabase } from "./database";
import type { Owner } from "./outbox";
import type { Tab } from "./tabs";

export interface WaitingPicture {
  /** Names the act that will place it: 32 hexadecimal digits. */
  readonly name: string;
  readonly file: Blob;
  readonly place: Omit<PlacedImage, "digest">;
}

export interface WaitingPictures {
  /** Resolves when it would outlive the page, rejects where it cannot be kept. */
  keep(picture: WaitingPicture): Promise<void>;
  /** The server has it, or will never have it. */
  forget(name: string): Promise<void>;
  /** What tabs that are gone left behind, in the order it came: this tab's from here on. */
  takeOver(): Promise<WaitingPicture[]>;
}

const DATABASE = "drawnby-pictures";
const STORE = "pictures";
/** Of all that wait in this browser. */
export const MOST_BYTES = 100 * 2 ** 20;

interface Entry extends WaitingPicture, Owner {
  readonly tab: string;
  /** When it came: ms since the epoch. */
  readonly at: number;
}

export class IndexedPictures implements WaitingPictures {
  readonly #tab: Tab;
  readonly #owner: Owner;
  readonly #most: number;
  readonly #database: Promise<IDBDatabase>;

  constructor(tab: Tab, owner: Owner, name = DATABASE, most = MOST_BYTES) {
    this.#tab = tab;
    this.#owner = owner;
    this.#most = most;
    this.#database = openDatabase(name, (database) => {
      database.createObjectStore(STORE, { keyPath: "name" });
    });
    this.#database.catch(() => {}); // each use is told
  }

  async keep({ name, file, place }: WaitingPicture): Promise<void> {
    const entry = { ...this.#owner, name, file, place, tab: this.#tab.name, at: Date.now() };
    await this.#write((store, all) => {
      const bytes = all.reduce((sum, other) => sum + other.file.size, file.size);
      if (bytes > this.#most) store.transaction.abort();
      else store.put(entry satisfies Entry);
    });
  }

  async forget(name: string): Promise<void> {
    await this.#write((store) => store.delete(name));
  }

  async takeOver(): Promise<WaitingPicture[]> {
    const living = await this.#tab.living();
    const left: Entry[] = [];
    await this.#write((store, all) => {
      left.push(...all.filter((entry) => this.#isOurs(entry) && !living.has(entry.tab)));
      for (const entry of left) store.put({ ...entry, tab: this.#tab.name });
    });
    left.sort((one, other) => one.at - other.at);
    return left.map(({ name, file, place }) => ({ name, file, place }));
  }

  #isOurs({ drawing, author }: Entry): boolean {
    return drawing === this.#owner.drawing && author === this.#owner.author;
  }

  /** One transaction, which is told what there is: no more than a few. */
  async #write(work: (store: IDBObjectStore, all: readonly Entry[]) => void): Promise<void> {
    const transaction = (await this.#database).transaction(STORE, "readwrite");
    const done = ended(transaction);
    const store = transaction.objectStore(STORE);
    const all: IDBRequest<Entry[]> = store.getAll();
    all.onsuccess = () => work(store, all.result);
    await done;
  }
}
