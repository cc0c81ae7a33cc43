/** The archive over HTTP, read in the page: never so much at once that a pen waits. */

import type { Decoded } from "../items";
import { type Numbered, readLog } from "../messages";
import type { Archive, Unpacker } from "./archive";
import { type Fetch, fetching, fetchSpans } from "./spans";

const BATCH = 250; // operations: a few milliseconds

/** Where the page says the log is. */
export interface Addresses {
  readonly end: number;
  /** In order; together they hold all operations up to `end`. */
  readonly urls: readonly string[];
}

/** What of the browser it needs. */
export interface Surroundings {
  fetch: Fetch;
  /** Lets the pen, and the screen, have their turn. */
  breathe(): Promise<void>;
}

const browser: Surroundings = {
  fetch: fetching,
  breathe: () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel(); // timers are late, and in hidden tabs later
      port1.onmessage = () => {
        port1.close();
        done();
      };
      port2.postMessage(null);
    }),
};

export class FetchedArchive implements Archive {
  readonly end: number;
  readonly #urls: readonly string[];
  readonly #unpacker: Unpacker | null;
  readonly #surroundings: Surroundings;

  /** `unpacker`: who reads it elsewhere, so that the page need not. */
  constructor(
    { end, urls }: Addresses,
    unpacker: Unpacker | null = null,
    surroundings: Surroundings = browser,
  ) {
    this.end = end;
    this.#urls = urls;
    this.#unpacker = unpacker;
    this.#surroundings = surroundings;
  }

  async *read(): AsyncGenerator<readonly Decoded[]> {
    if (this.end === 0) return;
    try {
      if (this.#unpacker) yield* this.#unpacked(this.#unpacker);
      else yield* this.#fetched();
    } catch {
      // Refused, cut off or damaged: the socket has all of it.
    }
  }

  async *#unpacked(unpacker: Unpacker): AsyncGenerator<readonly Decoded[]> {
    for await (const operations of unpacker.unpacked()) {
      yield operations;
      await this.#surroundings.breathe();
    }
  }

  async *#fetched(): AsyncGenerator<readonly Decoded[]> {
    const fetch: Fetch = (url, options) => this.#surroundings.fetch(url, options);
    for await (const bytes of fetchSpans(this.#urls, fetch)) yield* this.#batches(bytes);
  }

  async *#batches(bytes: Uint8Array): AsyncGenerator<readonly Numbered[]> {
    let batch: Numbered[] = [];
    for (const operation of readLog(bytes)) {
      batch.push(operation);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
      await this.#surroundings.breathe();
    }
    yield batch;
  }
}
