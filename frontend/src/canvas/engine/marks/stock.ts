/**
 * What painting needs beside the items themselves, once it has come: the letters of faces, what paints
 * pencils, the pixels of pictures.
 *
 * There is one stock in a page and one in its worker: whatever paints looks here, and paints a quiet
 * stand-in for what is not there yet. supplies.ts fetches it.
 */

import type { Face } from "../../lettering/lettering";
import { Letters } from "../../lettering/letters";
import type { Stroke } from "../../strokes";
import type { Bounds } from "../view/bounds";
import type { Context2D, Frame, Ink } from "./raster";

/** Something for the stock, as it is fetched and posted. */
export type Supply =
  | { readonly type: "letters"; readonly face: Face; readonly data: Uint8Array }
  /** Not posted: a worker has its own. */
  | { readonly type: "pencil"; readonly paint: PaintStroke }
  | { readonly type: "image"; readonly digest: string; readonly picture: ImageBitmap | null };

export type PostedSupply = Exclude<Supply, { readonly type: "pencil" }>;

export type PaintStroke = (
  context: Context2D,
  stroke: Stroke,
  frame: Frame,
  seen: Bounds,
  ink: Ink,
) => void;

class Stock {
  readonly #letters = new Map<Face, Letters>();
  readonly #images = new Map<string, ImageBitmap>();

  /** Paints strokes of pencils. */
  pencil: PaintStroke | null = null;

  take(supply: Supply): void {
    if (supply.type === "letters") this.#letters.set(supply.face, new Letters(supply.data));
    else if (supply.type === "pencil") this.pencil = supply.paint;
    else this.#takeImage(supply.digest, supply.picture);
  }

  /** It takes the place of a smaller or larger one; null: of none. */
  #takeImage(digest: string, picture: ImageBitmap | null): void {
    const before = this.#images.get(digest);
    if (picture) this.#images.set(digest, picture);
    else this.#images.delete(digest);
    if (before !== picture) before?.close();
  }

  letters(face: Face): Letters | undefined {
    return this.#letters.get(face);
  }

  image(digest: string): ImageBitmap | undefined {
    return this.#images.get(digest);
  }
}

export const stock = new Stock();
