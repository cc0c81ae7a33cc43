/** Where the mouse is over the paper, and the Alt key, which picks a colour there while it is held. */

import type { Place } from "./colour_picker";

export interface AltActions {
  /** Alt is down, with the mouse over the paper. */
  pick(at: Place): void;
  /** Alt is up, or was meant for something else. */
  leave(): void;
}

export class MouseOnPaper {
  #at: Place | null = null;

  constructor(page: Document, paper: HTMLElement, actions: AltActions) {
    const follow = (event: PointerEvent): void => {
      const over = event.pointerType === "mouse" && event.buttons === 0;
      this.#at = over ? { x: event.clientX, y: event.clientY } : null;
    };
    paper.addEventListener("pointermove", follow);
    paper.addEventListener("pointerleave", () => {
      this.#at = null;
    });
    page.addEventListener("keydown", (event) => {
      const { key, repeat, ctrlKey, metaKey, shiftKey } = event;
      if (repeat && key === "Alt") event.preventDefault();
      else if (key !== "Alt" || ctrlKey || metaKey || shiftKey) actions.leave();
      else if (this.#at) {
        event.preventDefault(); // some browsers would go to their menu
        actions.pick(this.#at);
      }
    });
    page.addEventListener("keyup", ({ key }) => key === "Alt" && actions.leave());
  }

  /** In the window; null where no mouse is over the paper. */
  get at(): Place | null {
    return this.#at;
  }
}
