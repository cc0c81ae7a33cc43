/**
 * Own work that the server has not numbered yet, kept where it outlives the page.
 *
 * An outbox is one tab's, for one drawing and one participant: what somebody drew is never sent
 * under another's name, it waits until they open the drawing in this browser again. Each tab sends
 * what it wrote itself; what a tab left behind that is gone is taken over by the first that looks.
 * So everything is sent at least once, and the server knows an operation again by its id.
 */

import type { Draft } from "../messages";

export interface Outbox {
  /**
   * Keeps an own operation; a finished stroke takes the place of what was kept of it unfinished.
   * Resolves when it would outlive the page, rejects where nothing can be kept.
   */
  keep(draft: Draft): Promise<void>;
  /** Keeps what a pen has drawn so far; later than its `keep`, it changes nothing. */
  keepUnfinished(draft: Draft): Promise<void>;
  /**
   * Keeps these before it returns, in place of what it kept so before; false: it cannot. For when
   * the page may go before it hears that they are kept.
   */
  pack(drafts: readonly Draft[]): boolean;
  /** It has its number, or will never have one, or the pen took it back. */
  forget(id: string): Promise<void>;
  /**
   * What tabs that are gone left behind, in the order it was begun: this tab's from here on. An
   * unfinished stroke is finished where its pen was last seen.
   */
  takeOver(): Promise<Draft[]>;
}

/** Whose work an outbox keeps. */
export interface Owner {
  /** The drawing's uid. */
  readonly drawing: string;
  /** The participant's number in it. */
  readonly author: number;
}

/** A place that keeps nothing: for sessions whose work ends with them. */
export const nowhere: Outbox = {
  keep: () => Promise.reject(new Error("There is nowhere to keep it.")),
  keepUnfinished: () => Promise.resolve(),
  pack: () => false,
  forget: () => Promise.resolve(),
  takeOver: () => Promise.resolve([]),
};
