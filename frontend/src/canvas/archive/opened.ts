/**
 * The archive of a page that draws, read by its worker; where there is none, or it is gone, by the
 * page, which fetches the code for it only then.
 */

import type { Decoded } from "../items";
import type { Addresses, Archive, Unpacker } from "./archive";
import { breathe } from "./breath";

export class OpenedArchive implements Archive {
  readonly end: number;
  readonly #addresses: Addresses;
  readonly #unpacker: Unpacker | null;

  constructor(addresses: Addresses, unpacker: Unpacker | null) {
    this.end = addresses.end;
    this.#addresses = addresses;
    this.#unpacker = unpacker;
  }

  async *read(): AsyncGenerator<readonly Decoded[]> {
    if (this.end === 0) return;
    try {
      yield* this.#unpacker ? this.#unpacked(this.#unpacker) : this.#fetched();
    } catch {
      // The code for it is not to be had: the socket has all of it.
    }
  }

  async *#unpacked(unpacker: Unpacker): AsyncGenerator<readonly Decoded[]> {
    try {
      for await (const operations of unpacker.unpacked()) {
        yield operations;
        await breathe();
      }
    } catch {
      yield* this.#fetched(); // the worker is gone; whatever comes twice counts once
    }
  }

  async *#fetched(): AsyncGenerator<readonly Decoded[]> {
    const { FetchedArchive } = await import("./fetched");
    yield* new FetchedArchive(this.#addresses).read();
  }
}
