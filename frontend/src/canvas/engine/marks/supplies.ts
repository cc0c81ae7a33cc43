/** Fetches what painting needs beside the items, once something on the paper needs it. */

import type { Clock } from "../../clock";
import type { Face } from "../../lettering/lettering";
import type { Matter } from "../../scene";
import { PENCIL, type Style } from "../../strokes";
import { type PaintStroke, type Supply, stock } from "./stock";

const AGAIN_AFTER_MS = 4000;

/** It is not there, and will not be: a release took it away. */
export class Missing extends Error {}

export interface SuppliesOptions {
  /** Rejects with `Missing` where it is of no use to ask again. */
  readonly fetchLetters: (face: Face) => Promise<Uint8Array>;
  readonly fetchPencil: () => Promise<PaintStroke>;
  readonly clock: Clock;
  /** Something that the paper needs is missing for good, as far as this page goes. */
  readonly missing?: (() => void) | undefined;
}

/** It has come, and is in this page's stock; `shows` says which items are painted with it. */
export type Supplied = (supply: Supply, shows: (matter: Matter) => boolean) => void;

export class Supplies {
  readonly #options: SuppliesOptions;
  readonly #coming = new Map<string, Promise<void>>();
  readonly #listeners = new Set<Supplied>();

  constructor(options: SuppliesOptions) {
    this.#options = options;
  }

  /** `supplied` is called for everything that comes from now on. */
  listen(supplied: Supplied): void {
    this.#listeners.add(supplied);
  }

  /** These are to be painted: fetches what they need and is not asked for yet. */
  need(matters: Iterable<Matter>): void {
    for (const { stroke, text } of matters) {
      for (const face of text?.faces ?? []) this.#needLetters(face);
      this.needFor(stroke.style);
    }
  }

  /** Something is to be drawn in that style. */
  needFor({ tool }: Pick<Style, "tool">): void {
    if (tool === PENCIL) this.#needPencil();
  }

  /**
   * Waits for all that these are painted with. Rejects with the signal's reason if it is aborted, and
   * with `Missing` where something cannot be had.
   */
  async all(matters: Iterable<Matter>, signal: AbortSignal): Promise<void> {
    this.need(matters);
    await Promise.race([Promise.all(this.#coming.values()), aborted(signal)]);
  }

  #needLetters(face: Face): void {
    const { fetchLetters } = this.#options;
    this.#ask(
      face,
      async () => ({ type: "letters", face, data: await fetchLetters(face) }),
      ({ text }) => text?.faces.includes(face) ?? false,
    );
  }

  #needPencil(): void {
    this.#ask(
      "pencil",
      async () => ({ type: "pencil", paint: await this.#options.fetchPencil() }),
      ({ stroke }) => stroke.style.tool === PENCIL,
    );
  }

  #ask(name: string, get: () => Promise<Supply>, shows: (matter: Matter) => boolean): void {
    if (this.#coming.has(name)) return;
    const coming = this.#get(get, shows);
    this.#coming.set(name, coming);
    coming.catch(() => this.#options.missing?.());
  }

  async #get(get: () => Promise<Supply>, shows: (matter: Matter) => boolean): Promise<void> {
    for (;;) {
      try {
        const supply = await get();
        stock.take(supply);
        for (const supplied of this.#listeners) supplied(supply, shows);
        return;
      } catch (error) {
        if (error instanceof Missing) throw error;
        await new Promise<void>((now) => this.#options.clock.after(AGAIN_AFTER_MS, now));
      }
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, failed) => {
    const fail = () => failed(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
