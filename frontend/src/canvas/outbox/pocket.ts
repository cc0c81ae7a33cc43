/**
 * What a page takes along that goes before its database has answered: written at once, where writing
 * waits for nobody. A database does not finish what a page asked of it that is gone.
 */

import { type Draft, fromHex, toHex } from "../messages";
import type { Owner } from "./outbox";

/** Characters; a browser has room for five million of all drawings. */
const MOST = 1_000_000;

export class Pocket {
  readonly #prefix: string;
  readonly #name: string;

  constructor({ drawing, author }: Owner, tab: string) {
    this.#prefix = `drawnby.pocket.${drawing}.${author}.`;
    this.#name = this.#prefix + tab;
  }

  /** From here on it holds these and nothing else; false: they are too much for it. */
  hold(drafts: readonly Draft[]): boolean {
    try {
      const text = JSON.stringify(drafts.map(({ id, kind, body }) => [id, kind, toHex(body)]));
      if (drafts.length > 0 && text.length < MOST) localStorage.setItem(this.#name, text);
      else localStorage.removeItem(this.#name);
      return text.length < MOST;
    } catch {
      return false; // full, or forbidden
    }
  }

  /** By name: what is in those of tabs that are gone. */
  left(living: ReadonlySet<string>): Map<string, Draft[]> {
    const names = stored().filter((name) => {
      return name.startsWith(this.#prefix) && !living.has(name.slice(this.#prefix.length));
    });
    return new Map(names.map((name) => [name, unpacked(localStorage.getItem(name) ?? "[]")]));
  }
}

function stored(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return []; // forbidden
  }
}

/** Nothing, where it is not as `hold` wrote it. */
function unpacked(text: string): Draft[] {
  try {
    const packed = JSON.parse(text) as [string, number, string][];
    return packed.map(([id, kind, body]) => ({ id, kind, body: fromHex(body) }));
  } catch {
    return [];
  }
}
