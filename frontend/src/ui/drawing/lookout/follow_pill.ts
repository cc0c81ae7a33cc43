/** Says whom the view goes along with, and how to leave; for whoever watches, how to go along. */

import type { Participant } from "../../../canvas/messages";
import { find } from "../../elements";
import { say } from "../../words_later";

export interface PillActions {
  leave(): void;
  /** Go along with whoever draws. */
  start(): void;
  /** It is gone from under the keyboard. */
  gone(): void;
}

/** Whom it follows, or whether it may offer to follow whoever draws. */
export type PillShown = Participant | "drawing" | "offer" | null;

export class FollowPill {
  readonly #pill: HTMLElement;
  readonly #words: HTMLElement;
  readonly #leave: HTMLElement;
  readonly #start: HTMLElement;
  readonly #actions: PillActions;

  constructor(pill: HTMLElement, actions: PillActions) {
    this.#pill = pill;
    this.#actions = actions;
    this.#words = find(pill, "[data-words]", HTMLElement);
    this.#leave = find(pill, "[data-leave]", HTMLElement);
    this.#start = find(pill, "[data-start]", HTMLElement);
    this.#leave.addEventListener("click", () => actions.leave());
    this.#start.addEventListener("click", () => actions.start());
  }

  show(shown: PillShown): void {
    const offers = shown === "offer";
    const hadFocus = this.#pill.contains(document.activeElement);
    this.#pill.hidden = shown === null;
    this.#start.hidden = !offers;
    this.#leave.hidden = this.#words.hidden = offers;
    const words = wordsFor(shown);
    if (this.#words.textContent !== words) this.#words.textContent = words;
    this.#dye(shown);
    if (!hadFocus) return;
    if (shown === null) this.#actions.gone();
    else (offers ? this.#start : this.#leave).focus();
  }

  /** A person's hue goes round the window. */
  #dye(shown: PillShown): void {
    if (shown && typeof shown === "object") this.#pill.dataset["hue"] = String(shown.hue % 8);
    else delete this.#pill.dataset["hue"];
  }
}

function wordsFor(shown: PillShown): string {
  if (shown === "drawing") return say("follow.drawing");
  return shown && shown !== "offer" ? say("follow.person", { name: shown.name }) : "";
}
