/** The supplies of a page: where the letters of our faces are, and what paints pencils. */

import { realClock } from "../../clock";
import hanken from "../../lettering/hanken.bin?url";
import type { Face } from "../../lettering/lettering";
import vollkorn from "../../lettering/vollkorn.bin?url";
import { Missing, Supplies } from "./supplies";

const LETTERS: Readonly<Record<Face, string>> = { hanken, vollkorn };

/** `missing`: some of them are of an earlier release, and nowhere to be had. */
export function pageSupplies(missing?: () => void): Supplies {
  return new Supplies({
    fetchLetters: (face) => fetchBytes(LETTERS[face]),
    fetchPencil: async () => (await import("./pencil")).paintPencil,
    clock: realClock,
    missing,
  });
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (response.status === 404) throw new Missing(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
