/**
 * What painting needs beside the items themselves: the letters of faces, once they have come.
 *
 * There is one stock in a page and one in its worker: whatever paints looks here, and paints a quiet
 * stand-in for what is not there yet. supplies.ts fetches it.
 */

import type { Face } from "../lettering/lettering";
import type { Letters } from "../lettering/letters";

export class Stock {
  readonly letters = new Map<Face, Letters>();
}

export const stock = new Stock();
