/** Fetches what painting needs beside the items, once something on the paper needs it. */

import type { Clock } from "../../clock";
import type { Face } from "../../lettering/lettering";
import type { Matter } from "../../scene";
import { PENCIL, type Style } from "../../strokes";
import type { ImageSupply, Told } from "./image_supply";
import { type PaintStroke, type Supply, stock } from "./stock";

const AGAIN_AFTER_MS = 4000;
const AT_LAST_MS = 60_000;

/** It is not there, and will not be: a release took it away. */
export class Missing extends Error {}

/** It is not given out, at least not now: not there, not for this page, or no picture at all. */
export class Refused extends Error {}

export interface SuppliesOptions {
  /** Rejects with `Missing` where it is of no use to ask again. */
  readonly fetchLetters: (face: Face) => Promise<Uint8Array>;
  readonly fetchPencil: () => Promise<PaintStroke>;
  /** What fetches pictures: its code comes with the first of them. */
  readonly images: (told: Told) => Promise<ImageSupply>;
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
  #images: Promise<ImageSupply> | null = null;

  constructor(options: SuppliesOptions) {
    this.#options = options;
  }

  /** `supplied` is called for everything that comes from now on. */
  listen(supplied: Supplied): void {
    this.#listeners.add(supplied);
  }

  /** These are to be painted: fetches what they need and is not asked for yet. */
  need(matters: Iterable<Matter>): void {
    for (const { stroke, text, image } of matters) {
      for (const face of text?.faces ?? []) this.#needLetters(face);
      if (image) this.#needImage(image.digest);
      this.needFor(stroke.style);
    }
  }

  /** Something is to be drawn in that style. */
  needFor({ tool }: Pick<Style, "tool">): void {
    if (tool === PENCIL) this.#needPencil();
  }

  /** A picture that is here already, until its own file has come. */
  give(digest: string, picture: ImageBitmap): void {
    this.#tell({ type: "image", digest, picture });
  }

  /** Pixels of what has no file yet, under a name of its own; null: they are not used any more. */
  standIn(name: string, picture: ImageBitmap | null): void {
    this.#coming.set(name, Promise.resolve());
    this.#tell({ type: "image", digest: name, picture });
  }

  /**
   * Waits for all that these are painted with, but not for what is `Refused`: something stands in
   * for that. Rejects with the signal's reason if it is aborted, and with `Missing` where something
   * cannot be had.
   */
  async all(matters: Iterable<Matter>, signal: AbortSignal): Promise<void> {
    this.need(matters);
    await Promise.race([Promise.all(this.#coming.values()), aborted(signal)]);
  }

  #needLetters(face: Face): void {
    this.#ask(face, async () => {
      const data = await this.#options.fetchLetters(face);
      this.#tell({ type: "letters", face, data });
    });
  }

  #needPencil(): void {
    this.#ask("pencil", async () => {
      this.#tell({ type: "pencil", paint: await this.#options.fetchPencil() });
    });
  }

  #needImage(digest: string): void {
    this.#ask(digest, async () => {
      this.#images ??= this.#options.images((name, picture) => this.give(name, picture));
      const images = await this.#images.catch((error: unknown) => {
        this.#images = null; // its code could not be had; perhaps there is a network again later
        throw error;
      });
      await images.bring(digest);
    });
  }

  #tell(supply: Supply): void {
    stock.take(supply);
    const shows = showing(supply);
    for (const supplied of this.#listeners) supplied(supply, shows);
  }

  #ask(name: string, get: () => Promise<void>): void {
    if (this.#coming.has(name)) return;
    const coming = new Promise<void>((done, failed) => {
      this.#get(get, done).then(done, failed);
    });
    this.#coming.set(name, coming);
    coming.catch(() => this.#options.missing?.());
  }

  /** Asks until it has come. Whoever waits is told once it is `refused`, but it may still come. */
  async #get(get: () => Promise<void>, refused: () => void): Promise<void> {
    for (let wait = AGAIN_AFTER_MS; ; wait = Math.min(2 * wait, AT_LAST_MS)) {
      try {
        await get();
        return;
      } catch (error) {
        if (error instanceof Missing) throw error;
        if (error instanceof Refused) refused();
        await new Promise<void>((now) => this.#options.clock.after(wait, now));
      }
    }
  }
}

function showing(supply: Supply): (matter: Matter) => boolean {
  switch (supply.type) {
    case "letters":
      return ({ text }) => text?.faces.includes(supply.face) ?? false;
    case "pencil":
      return ({ stroke }) => stroke.style.tool === PENCIL;
    case "image":
      return ({ image }) => image?.digest === supply.digest;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, failed) => {
    const fail = () => failed(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
