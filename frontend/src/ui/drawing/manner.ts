/** How one's hand draws: how steady its lines are kept, and whether fingers draw where a pen does. */

import type { Steadiness } from "../../canvas/engine/hands/recorder";
import type { Shelf } from "../shelf";

export interface Manner {
  readonly steadiness: Steadiness;
  /** Whether fingers draw; once a pen was seen only on request. */
  readonly fingersDraw: boolean;
  readonly penSeen: boolean;
}

const SHELF = "manner";
const NATURAL: Manner = { steadiness: "off", fingersDraw: true, penSeen: false };

/** Kept for next time: a hand does not change with the page. */
export class Manners {
  readonly #shelf: Shelf;
  readonly #changed: (manner: Manner) => void;
  #manner: Manner;

  constructor(shelf: Shelf, changed: (manner: Manner) => void) {
    this.#shelf = shelf;
    this.#changed = changed;
    this.#manner = { ...NATURAL, ...known(shelf.read(SHELF)) };
  }

  get now(): Manner {
    return this.#manner;
  }

  change(change: Partial<Manner>): void {
    this.#manner = { ...this.#manner, ...change };
    this.#shelf.write(SHELF, this.#manner);
    this.#changed(this.#manner);
  }

  /** A pen came near. True if it is the first that was ever seen here: it takes over from the fingers. */
  meetPen(): boolean {
    if (this.#manner.penSeen) return false;
    this.change({ penSeen: true, fingersDraw: false });
    return true;
  }
}

function known(kept: unknown): Partial<Manner> {
  if (kept === null || typeof kept !== "object") return {};
  const { steadiness, fingersDraw, penSeen } = kept as Record<string, unknown>;
  return {
    ...(steadiness === "little" || steadiness === "lot" ? { steadiness } : {}),
    ...(typeof fingersDraw === "boolean" ? { fingersDraw } : {}),
    ...(typeof penSeen === "boolean" ? { penSeen } : {}),
  };
}
