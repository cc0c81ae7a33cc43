/** Fetches the pictures of a drawing, and keeps their pixels within a budget. */

import { sizeWithin } from "./image_budget";
import { stock } from "./stock";

export interface ImageSources {
  readonly fetch: (digest: string) => Promise<ImageBitmap>;
  /** The same in so many pixels. */
  readonly shrink: (picture: ImageBitmap, width: number, height: number) => Promise<ImageBitmap>;
  /** Bytes for the pixels of all pictures. */
  readonly budget: number;
}

/** A picture has come, or is kept in fewer pixels from now on. */
export type Told = (digest: string, picture: ImageBitmap) => void;

export class ImageSupply {
  readonly #sources: ImageSources;
  readonly #tell: Told;
  /** As large as they came, by digest. */
  readonly #whole = new Map<string, { readonly width: number; readonly height: number }>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(sources: ImageSources, tell: Told) {
    this.#sources = sources;
    this.#tell = tell;
  }

  /** One after the other: each is decoded at its full size before it is made as small as it must be. */
  bring(digest: string): Promise<void> {
    const mine = this.#turn.then(() => this.#bring(digest));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #bring(digest: string): Promise<void> {
    const picture = await this.#sources.fetch(digest);
    this.#whole.set(digest, { width: picture.width, height: picture.height });
    const fitted = await this.#fitted(digest, picture);
    if (fitted !== picture) picture.close();
    this.#tell(digest, fitted);
    for (const other of this.#whole.keys()) {
      const before = stock.image(other);
      const now = before && (await this.#fitted(other, before));
      if (now && now !== before) this.#tell(other, now);
    }
  }

  /** As many of its pixels as the budget has for it; itself where that is all there are. */
  async #fitted(digest: string, picture: ImageBitmap): Promise<ImageBitmap> {
    const { budget, shrink } = this.#sources;
    const whole = this.#whole.get(digest) ?? picture;
    const { width, height } = sizeWithin(whole, [...this.#whole.values()], budget);
    return width < picture.width ? shrink(picture, width, height) : picture;
  }
}
