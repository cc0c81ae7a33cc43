/** The archive over HTTP, read in the page: never so much at once that a pen waits. */

import { type Numbered, readLog } from "../messages";
import type { Addresses } from "./archive";
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

export class FetchedArchive {
  readonly end: number;
  readonly #urls: readonly string[];
  readonly #surroundings: Surroundings;

  constructor({ end, urls }: Addresses, surroundings: Surroundings = browser) {
    this.end = end;
    this.#urls = urls;
    this.#surroundings = surroundings;
  }

  /** Its operations, some at a time; ends early where the rest is not to be had. */
  async *read(): AsyncGenerator<readonly Numbered[]> {
    if (this.end === 0) return;
    try {
      yield* this.#fetched();
    } catch {
      // Refused, cut off or damaged: the socket has all of it.
    }
  }

  async *#fetched(): AsyncGenerator<readonly Numbered[]> {
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
