/** The supplies of a page: where the letters of our faces are, and what paints pencils. */

import { realClock } from "../../clock";
import hanken from "../../lettering/hanken.bin?url";
import type { Face } from "../../lettering/lettering";
import vollkorn from "../../lettering/vollkorn.bin?url";
import { Supplies } from "./supplies";

const LETTERS: Readonly<Record<Face, string>> = { hanken, vollkorn };

export function pageSupplies(): Supplies {
  return new Supplies({
    fetchLetters: (face) => fetchBytes(LETTERS[face]),
    fetchPencil: async () => (await import("./pencil")).paintPencil,
    clock: realClock,
  });
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
