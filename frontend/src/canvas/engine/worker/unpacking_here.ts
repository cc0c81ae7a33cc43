/** Reads an archive in the page, where there is no worker: a few operations at a time until it packs them. */

import type { Addresses } from "../../archive/archive";
import { FetchedArchive } from "../../archive/fetched";
import { Packer, type Unpacked } from "./packer";

export async function unpackHere(addresses: Addresses): Promise<Unpacked> {
  const packer = new Packer();
  for await (const operations of new FetchedArchive(addresses).read()) packer.add(operations);
  return packer.finish();
}
