/**
 * The archive of a page that draws: what the worker that paints has read of the log. Where there is no
 * worker, or it is gone, the page reads it, and the code for that comes only then.
 */

import type { Addresses, Archive, PackedLog } from "../../archive/archive";
import { readItem } from "../../items";
import type { SceneItem } from "../../scene";
import { Packing } from "../sheet/packing";
import type { Unpacked } from "./packer";

/** `unpacked` rejects where the worker fails. */
export function openedArchive(addresses: Addresses, unpacked: Promise<Unpacked> | null): Archive {
  return {
    end: addresses.end,
    async packed() {
      const there = await unpacked?.catch(() => null);
      // A worker's first canvas waits for the page's thread, and tiles wait for the canvas.
      await new Promise((next) => setTimeout(next));
      if (there) return packedLog(there, true);
      const here = await unpackHere(addresses).catch(() => null);
      return here && packedLog(here, false);
    },
  };
}

async function unpackHere(addresses: Addresses): Promise<Unpacked> {
  const code = await import("./unpacking_here");
  return code.unpackHere(addresses);
}

/** `shared`: the worker has it, too. */
export function packedLog(
  { end, packing, marks, others, crowd }: Unpacked,
  shared: boolean,
): PackedLog & { bulk: Packing } {
  const items = Array.from(marks, ([index, operation]) => {
    return [index, readItem(operation) as SceneItem] as const; // as it was read there
  });
  return { end, others, bulk: new Packing(packing, items, shared, crowd) };
}
