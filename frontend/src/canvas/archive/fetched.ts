/** The archive over HTTP: a few addresses at a time, and never so much at once that a pen waits. */

import type { Decoded } from "../items";
import { type Numbered, readLog } from "../messages";
import type { Archive, Unpacker } from "./archive";

const AHEAD = 4; // addresses asked for at once; a browser has six connections, and other work
const BATCH = 250; // operations: a few milliseconds
const PATIENCE_MS = 120_000; // for one address
/** Operations that are read here sooner than elsewhere. */
const FEW = 1_000;

/** Where the page says the log is. */
export interface Addresses {
  readonly end: number;
  /** In order; together they hold all operations up to `end`. */
  readonly urls: readonly string[];
}

/** What of the browser it needs. */
export interface Surroundings {
  fetch(url: string, options: { signal: AbortSignal }): Promise<Response>;
  /** Lets the pen, and the screen, have their turn. */
  breathe(): Promise<void>;
}

const browser: Surroundings = {
  fetch: (url, options) => fetch(url, options),
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

  /** `unpacker`: who reads what is much, so that the page need not. */
  constructor(
    { end, urls }: Addresses,
    unpacker: Unpacker | null = null,
    surroundings: Surroundings = browser,
  ) {
    this.end = end;
    this.#urls = urls;
    this.#unpacker = end > FEW ? unpacker : null;
    this.#surroundings = surroundings;
  }

  async *read(): AsyncGenerator<readonly Decoded[]> {
    const stop = new AbortController();
    const spans = this.#spans(stop.signal);
    try {
      if (this.#unpacker) yield* this.#unpacked(this.#unpacker, spans);
      else for await (const bytes of spans) yield* this.#batches(bytes);
    } catch {
      // Refused, cut off or damaged: the socket has all of it.
    } finally {
      stop.abort();
    }
  }

  async *#unpacked(
    unpacker: Unpacker,
    spans: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  ): AsyncGenerator<readonly Decoded[]> {
    for await (const operations of unpacker.unpack(spans)) {
      yield operations;
      await this.#surroundings.breathe();
    }
  }

  /** What is at the addresses, in order, while the next ones are on their way. */
  async *#spans(stop: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const coming: Promise<Uint8Array<ArrayBuffer>>[] = [];
    for (const url of this.#urls) {
      coming.push(this.#fetch(url, stop));
      if (coming.length >= AHEAD) yield (await coming.shift()) as Uint8Array<ArrayBuffer>;
    }
    for (const bytes of coming) yield await bytes;
  }

  #fetch(url: string, stop: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = this.#get(url, AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]));
    bytes.catch(() => {}); // it is told when it is waited for, if it ever is
    return bytes;
  }

  async #get(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await this.#surroundings.fetch(url, { signal });
    if (!answer.ok) throw new Error(`${answer.status} instead of a part of the log`);
    return new Uint8Array(await answer.arrayBuffer());
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
