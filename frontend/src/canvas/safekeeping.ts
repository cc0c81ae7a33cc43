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
  /** Ids of what is neither kept nor numbered. */
  readonly #loose = new Set<string>();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Whether work would be lost with the page. */
  get atRisk(): boolean {
    return this.#loose.size > 0;
  }

  keep(draft: Draft): void {
    this.#loose.add(draft.id);
    this.#outbox.keep(draft).then(() => this.#loose.delete(draft.id), unkept);
  }

  keepUnfinished(draft: Draft): void {
    this.#outbox.keepUnfinished(draft).catch(unkept);
  }

  forget(id: string): void {
    this.#loose.delete(id);
    this.#outbox.forget(id).catch(unkept);
  }
}

/** Full, forbidden, or a private window: then the page is all there is, and says so when left. */
function unkept(): void {}
