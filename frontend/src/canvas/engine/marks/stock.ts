/**
 * What painting needs beside the items themselves: the letters of faces, once they have come.
 *
 * There is one stock in a page and one in its worker: whatever paints looks here, and paints a quiet
 * stand-in for what is not there yet. supplies.ts fetches it.
 */

import type { Face } from "../../lettering/lettering";
import { Letters } from "../../lettering/letters";

/** Something for the stock, as it is fetched and posted. */
export interface Supply {
  readonly type: "letters";
  readonly face: Face;
  readonly data: Uint8Array;
}

class Stock {
  readonly #letters = new Map<Face, Letters>();

  take({ face, data }: Supply): void {
    this.#letters.set(face, new Letters(data));
  }

  letters(face: Face): Letters | undefined {
    return this.#letters.get(face);
  }
}

export const stock = new Stock();
