/** An archive whose parts tests hand over, in their own time. */

import type { Numbered } from "../../messages";
import { packed } from "../../testing/packed";
import type { Archive, PackedLog } from "../archive";

interface Part {
  /** null: not to be had. */
  readonly here: Promise<readonly Numbered[] | null>;
  give(): void;
  refuse(): void;
}

export class HandArchive implements Archive {
  readonly end: number;
  readonly #parts: Part[] = [];
  #given = 0;

  constructor(log: readonly Numbered[], size = 2) {
    this.end = log.length;
    for (let at = 0; at < log.length; at += size) this.#parts.push(part(log.slice(at, at + size)));
  }

  async packed(): Promise<PackedLog> {
    const log: Numbered[] = [];
    for (const { here } of this.#parts) {
      const operations = await here;
      if (!operations) break;
      log.push(...operations);
    }
    return packed(log);
  }

  /** Hands over the next part; resolves when whoever reads has taken it. */
  async give(): Promise<void> {
    this.#parts[this.#given++]?.give();
    await new Promise(setImmediate);
  }

  async giveAll(): Promise<void> {
    for (const each of this.#parts) each.give();
    await new Promise(setImmediate);
  }

  /** The rest is not to be had. */
  async fail(): Promise<void> {
    for (const each of this.#parts) each.refuse();
    await new Promise(setImmediate);
  }
}

function part(operations: readonly Numbered[]): Part {
  let give = (): void => {};
  let refuse = (): void => {};
  const here = new Promise<readonly Numbered[] | null>((resolve) => {
    give = () => resolve(operations);
    refuse = () => resolve(null);
  });
  return { here, give, refuse };
}
