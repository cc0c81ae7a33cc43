/** The archive over HTTP, read in the page: never so much at once that a pen waits. */

import type { Decoded } from "../items";
import { type Numbered, readLog } from "../messages";
import type { Addresses, Archive } from "./archive";
import { breathe } from "./breath";
import { type Fetch, fetching, fetchSpans } from "./spans";

const BATCH = 250; // operations: a few milliseconds

/** What of the browser it needs. */
export interface Surroundings {
  fetch: Fetch;
  /** Lets the pen, and the screen, have their turn. */
  breathe(): Promise<void>;
}

const browser: Surroundings = { fetch: fetching, breathe };

export class FetchedArchive implements Archive {
  readonly end: number;
  readonly #urls: readonly string[];
  readonly #surroundings: Surroundings;

  constructor({ end, urls }: Addresses, surroundings: Surroundings = browser) {
    this.end = end;
    this.#urls = urls;
    this.#surroundings = surroundings;
  }

  async *read(): AsyncGenerator<readonly Decoded[]> {
    if (this.end === 0) return;
    try {
      yield* this.#fetched();
    } catch {
      // Refused, cut off or damaged: the socket has all of it.
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
