/** The chat beside a drawing: a panel that opens and closes. */

import type { Socket } from "../sockets";
import { find } from "../ui/elements";
import { ChatPanel, type PanelOptions } from "./panel";

export interface ChatOptions extends PanelOptions {
  readonly toggled?: (open: boolean) => void;
}

export class ChatSidebar extends ChatPanel {
  readonly #toggled: (open: boolean) => void;

  constructor(host: HTMLElement, socket: Socket, room: string, options: ChatOptions = {}) {
    super(host, socket, room, options);
    this.#toggled = options.toggled ?? (() => {});
    find(host, "[data-close]", HTMLElement).addEventListener("click", () => this.close());
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
    });
  }

  override open(): void {
    if (this.isOpen) return;
    super.open();
    this.#toggled(true);
  }

  override close(): void {
    if (!this.isOpen) return;
    super.close();
    this.#toggled(false);
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }
}
