/**
 * The bulk of a drawing's log, as it can be had when a page opens: from the first operation on, in
 * order. What comes after it, and whatever of it is not to be had, the socket sends.
 */

import type { Decoded } from "../items";

/** Where the page says the log is. */
export interface Addresses {
  readonly end: number;
  /** In order; together they hold all operations up to `end`. */
  readonly urls: readonly string[];
}

export interface Archive {
  /** Number of its last operation; 0: it is empty. */
  readonly end: number;
  /** Its operations, some at a time; ends early where the rest is not to be had. */
  read(): AsyncIterable<readonly Decoded[]>;
}

/** The log is read elsewhere, all of it before any is handed out; throws where that fails. */
export interface Unpacker {
  unpacked(): AsyncIterable<readonly Decoded[]>;
}

/** Nothing is to be had but from the socket. */
export const emptyArchive: Archive = { end: 0, read: async function* () {} };
