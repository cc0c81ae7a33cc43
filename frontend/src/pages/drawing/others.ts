/** What is said to whoever meets somebody else's work, by name: what may be done to it, and by whom. */

import { ERASER, type Stroke } from "../../canvas/strokes";
import { nobody } from "../../ui/credit/nobody";
import { FirstRub } from "../../ui/drawing/rubbing";
import { say } from "../../ui/words_later";
import type { Studio } from "./studio";

export class OthersWork {
  readonly #studio: Studio;
  readonly #firstRub: FirstRub;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#firstRub = new FirstRub(studio.shelf, studio.engine);
  }

  /** It is only theirs, and the owner's, to change. */
  refuseChange(author: number): void {
    this.#studio.toasts.show(say("others.change", { name: this.#nameOf(author) }), "lock");
  }

  /** Nor can it be taken away whole; but ink is rubbed out, whosever it is. */
  refuseWipe(author: number): void {
    const { pencase, toasts } = this.#studio;
    const eraser = { words: say("others.eraser"), act: () => pencase.take(ERASER) };
    toasts.show(say("others.wipe", { name: this.#nameOf(author) }), "lock", eraser);
  }

  /** An eraser went over the paper. */
  rubbed(stroke: Stroke): void {
    const { session, toasts } = this.#studio;
    const author = this.#firstRub.of(stroke, session.you);
    if (author === null) return;
    toasts.show(say("others.rubbed", { name: this.#nameOf(author) }), "eraser");
  }

  #nameOf(author: number): string {
    return (this.#studio.session.participants.get(author) ?? nobody(author)).name;
  }
}
