/** Logs made ready as a page's worker does it. */

import type { PackedLog } from "../archive/archive";
import { packedLog } from "../engine/worker/opened_archive";
import { Packer } from "../engine/worker/packer";
import type { Numbered } from "../messages";

export function packed(log: readonly Numbered[]): PackedLog {
  const packer = new Packer();
  packer.add(log);
  return packedLog(packer.finish(), false);
}
