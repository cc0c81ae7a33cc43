/** Back to most of the drawing: from where nothing of it is in sight, or where it is a speck. */

import { crowdOf } from "../../canvas/engine/sheet/crowd";
import { say } from "../../ui/words_later";
import { element, type Studio } from "./studio";

export class WayBack {
  readonly #studio: Studio;
  readonly #button = element("#way-back");

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#button.addEventListener("click", () => {
      this.go();
      studio.paper.focus({ preventScroll: true });
    });
  }

  go(): void {
    const { engine } = this.#studio;
    const most = crowdOf(engine.visibleStrokes()) ?? engine.strokeBounds();
    if (most) engine.zoomTo(most);
  }

  /** The button comes calmly, by its style, and cannot be reached while it is away. */
  offer(lost: boolean): void {
    this.#button.classList.toggle("offered", lost);
    if (lost) element("#pen-news").textContent = say("paper.lost");
  }
}
