/**
 * What painting needs beside the items themselves: the letters of faces, and what paints pencils,
 * once they have come.
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
  | { readonly type: "pencil"; readonly paint: PaintStroke };

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

  /** Paints strokes of pencils. */
  pencil: PaintStroke | null = null;

  take(supply: Supply): void {
    if (supply.type === "letters") this.#letters.set(supply.face, new Letters(supply.data));
    else this.pencil = supply.paint;
  }

  letters(face: Face): Letters | undefined {
    return this.#letters.get(face);
  }
}

export const stock = new Stock();
