/**
 * The bulk of a drawing's log, as it can be had when a page opens: from the first operation on, in
 * order. What comes after it, and whatever of it is not to be had, the socket sends.
 */

import type { Numbered } from "../messages";
import type { Bulk } from "../scene";

/** Where the page says the log is. */
export interface Addresses {
  readonly end: number;
  /** In order; together they hold all operations up to `end`. */
  readonly urls: readonly string[];
}

/** Operations from the first on, made ready so that nobody has to look at each. */
export interface PackedLog {
  /** Number of the last. */
  readonly end: number;
  /** All items that can be shown. */
  readonly bulk: Bulk;
  /** All else, in order. */
  readonly others: readonly Numbered[];
}

export interface Archive {
  /** Number of its last operation; 0: it is empty. */
  readonly end: number;
  /** As much of it as is to be had; null: nothing is. */
  packed(): Promise<PackedLog | null>;
}
