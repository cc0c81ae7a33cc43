/** The pictures of a page: decoded by the browser, within what memory the device has. */

import { ImageSupply, type Told } from "./image_supply";
import { Refused } from "./supplies";

export function pageImages(fetched: (digest: string) => Promise<Blob>, told: Told): ImageSupply {
  const sources = {
    fetch: async (digest: string) => decoded(await fetched(digest)),
    shrink: (picture: ImageBitmap, resizeWidth: number, resizeHeight: number) =>
      createImageBitmap(picture, { resizeWidth, resizeHeight, resizeQuality: "high" }),
    budget: pixelBytes(),
  };
  return new ImageSupply(sources, told);
}

async function decoded(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    throw new Refused("not a picture that this browser can read", { cause: error });
  }
}

/** 64 MB, in the page and in its worker, where the device has 4 GB of memory or does not say. */
function pixelBytes(): number {
  const { deviceMemory = 4 } = navigator as Navigator & { readonly deviceMemory?: number };
  return Math.min(4, deviceMemory) * 16 * 2 ** 20;
}
