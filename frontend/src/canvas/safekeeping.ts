/**
 * Own work on its way into the outbox: which of it would be lost if the page went now.
 *
 * What is sent does not wait until it is kept. Kept or not, it is safe as soon as the server has it;
 * waiting could only lose more.
 */

import type { Draft } from "./messages";
import type { Outbox } from "./outbox/outbox";

export class Safekeeping {
  readonly #outbox: Outbox;
  /** By id: what is neither kept nor numbered. */
  readonly #loose = new Map<string, Draft>();
  /** All of it is packed. */
  #isPacked = false;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Whether work would be lost with the page. */
  get atRisk(): boolean {
    return this.#loose.size > 0 && !this.#isPacked;
  }

  keep(draft: Draft): void {
    this.#watch(draft, this.#outbox.keep(draft));
  }

  keepUnfinished(draft: Draft): void {
    this.#watch(draft, this.#outbox.keepUnfinished(draft));
  }

  forget(id: string): void {
    this.#settle(id);
    this.#outbox.forget(id).catch(unkept);
  }

  /** The page may go before it hears what is kept: what is loose is packed, until it is not. */
  pack(): void {
    const drafts = [...this.#loose.values()];
    if (drafts.length === 0 && !this.#isPacked) return;
    this.#isPacked = this.#outbox.pack(drafts) && drafts.length > 0;
  }

  #watch(draft: Draft, kept: Promise<void>): void {
    this.#loose.set(draft.id, draft);
    if (this.#isPacked) this.pack();
    kept.then(() => this.#loose.get(draft.id) === draft && this.#settle(draft.id), unkept);
  }

  #settle(id: string): void {
    if (this.#loose.delete(id) && this.#isPacked) this.pack();
  }
}

/** Full, forbidden, or a private window: then the page is all there is, and says so when left. */
function unkept(): void {}
