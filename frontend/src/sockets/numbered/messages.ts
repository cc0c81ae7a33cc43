/**
 * What travels between a NumberedChannel and a NumberedLog. The twin of drawnby/sockets/appends.py,
 * which explains it; tests/wire/numbered.json holds both to the same examples.
 */

import type { Json } from "../frames";
import type { Numbered } from "./ledger";

/** An entry as everybody sees it. */
export interface Entry extends Numbered {
  readonly body: Json;
}

export type Answer =
  | {
      readonly log: "numbered";
      readonly entries: readonly Entry[];
      /** Only where it answers `since`. */
      readonly after?: number;
      readonly head?: number;
    }
  | { readonly log: "appended"; readonly entry: Entry }
  | {
      readonly log: "refused";
      readonly id: string;
      readonly reason: string;
      readonly final: boolean;
    };

const KNOWN = ["numbered", "appended", "refused"];

export function since(applied: number): Json {
  return { log: "since", applied };
}

export function append(id: string, body: Json): Json {
  return { log: "append", id, body };
}

/** Null: it is not about the log, or of a newer server. */
export function parseAnswer(data: Json | Uint8Array): Answer | null {
  if (data === null || typeof data !== "object" || !("log" in data)) return null;
  return KNOWN.includes(String(data["log"])) ? (data as unknown as Answer) : null;
}
