/** What was drawn since a replay was opened: it waits until somebody wants to see it. */

import { ITEMS, type Numbered } from "../canvas/messages";
import { find } from "../ui/elements";
import { say } from "../ui/words_later";

export interface MeanwhileActions {
  /** Somebody wants to see it. */
  watchOn(): void;
  /** Says it to those who do not see it. */
  tell(words: string): void;
}

export class Meanwhile {
  readonly #offer: HTMLElement;
  readonly #actions: MeanwhileActions;
  #waiting: Numbered[] = [];

  /** `offer`: the button that says what waits. */
  constructor(offer: HTMLElement, actions: MeanwhileActions) {
    this.#offer = offer;
    this.#actions = actions;
    offer.addEventListener("click", () => actions.watchOn());
  }

  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  receive(operations: readonly Numbered[]): void {
    if (!this.waits && operations.length > 0) this.#actions.tell(words(operations));
    this.#waiting.push(...operations);
    this.#show();
  }

  /** Hands over what waits. */
  take(): readonly Numbered[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.#show();
    return taken;
  }

  #show(): void {
    this.#offer.hidden = !this.waits;
    find(this.#offer, "[data-words]", HTMLElement).textContent = words(this.#waiting);
  }
}

function words(operations: readonly Numbered[]): string {
  const count = operations.filter(({ kind }) => ITEMS.has(kind)).length;
  return count > 0 ? say("replay.more", { count }) : say("replay.changed");
}
