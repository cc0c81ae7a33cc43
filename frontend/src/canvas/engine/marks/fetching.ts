/** The supplies of a page: the letters of our faces, what paints pencils, the drawing's pictures. */

import { realClock } from "../../clock";
import hanken from "../../lettering/hanken.bin?url";
import type { Face } from "../../lettering/lettering";
import vollkorn from "../../lettering/vollkorn.bin?url";
import { Missing, Refused, Supplies } from "./supplies";

/** What is answered in earnest about one file: there is none, or not for this page. */
const REFUSALS: readonly number[] = [403, 404, 410];

const LETTERS: Readonly<Record<Face, string>> = { hanken, vollkorn };

/**
 * `images`: the address of the drawing's pictures, as it is now. `missing`: some letters are of an
 * earlier release, and nowhere to be had.
 */
export function pageSupplies(images: () => string, missing?: () => void): Supplies {
  return new Supplies({
    fetchLetters: async (face) =>
      new Uint8Array(await (await fetched(LETTERS[face], Missing)).arrayBuffer()),
    fetchPencil: async () => (await import("./pencil")).paintPencil,
    images: async (told) => {
      const { pageImages } = await import("./image_fetching");
      return pageImages(
        async (digest) => (await fetched(`${images()}/${digest}.webp`, Refused)).blob(),
        told,
      );
    },
    clock: realClock,
    missing,
  });
}

async function fetched(url: string, Refusal: new (url: string) => Error): Promise<Response> {
  const response = await fetch(url);
  if (REFUSALS.includes(response.status)) throw new Refusal(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}
