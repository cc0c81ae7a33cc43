/** The button that opens the chat: says how much is new, and keeps the sidebar as it was left. */

import type { ChatSidebar } from "../../chat/sidebar";
import { find } from "../elements";
import type { Shelf } from "../shelf";
import { say } from "../words";

const SHELF = "chat.open";

export class ChatButton {
  readonly #button: HTMLElement;
  readonly #shelf: Shelf;

  constructor(button: HTMLElement, shelf: Shelf) {
    this.#button = button;
    this.#shelf = shelf;
  }

  /** `startsOpen`: there is room for it beside the drawing. */
  attach(chat: ChatSidebar, startsOpen: boolean): void {
    this.#button.addEventListener("click", () => toggleChat(chat));
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

/** Opening it means to write, but a phone's keyboard waits until it is asked for. */
export function toggleChat(chat: ChatSidebar): void {
  chat.toggle();
  if (chat.isOpen && matchMedia("(pointer: fine)").matches) chat.focus();
}
