/** The button that opens the chat: says how much is new, and keeps the sidebar as it was left. */

import { find } from "../elements";
import type { Shelf } from "../shelf";
import { say } from "../words";
import type { ChatBeside } from "./chat_beside";

const SHELF = "chat.open";

export class ChatButton {
  readonly #button: HTMLElement;
  readonly #shelf: Shelf;

  constructor(button: HTMLElement, shelf: Shelf) {
    this.#button = button;
    this.#shelf = shelf;
  }

  /** `startsOpen`: there is room for it beside the drawing. */
  attach(chat: ChatBeside, startsOpen: boolean): void {
    this.#button.addEventListener("click", () => chat.toggle());
    if (startsOpen && this.#shelf.read(SHELF) === true) chat.open();
  }

  unread(count: number): void {
    find(this.#button, ".dot", HTMLElement).hidden = count === 0;
    const name = count > 0 ? say("chat.unread", { count }) : say("chat.open");
    this.#button.setAttribute("aria-label", name);
  }

  toggled(open: boolean): void {
    this.#button.setAttribute("aria-expanded", String(open));
    this.#shelf.write(SHELF, open);
    if (!open) this.#button.focus({ preventScroll: true });
  }
}
