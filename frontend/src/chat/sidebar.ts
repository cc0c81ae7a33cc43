/** The chat beside a drawing: a panel that opens and closes. */

import type { Socket } from "../sockets";
import { find } from "../ui/elements";
import { ChatPanel, type PanelOptions } from "./panel";

export interface ChatOptions extends PanelOptions {
  /** `asked`: the person did it, not the page that keeps it as it was left. */
  readonly toggled?: (open: boolean, asked: boolean) => void;
}

export class ChatSidebar extends ChatPanel {
  readonly #toggled: NonNullable<ChatOptions["toggled"]>;

  constructor(host: HTMLElement, socket: Socket, room: string, options: ChatOptions = {}) {
    super(host, socket, room, options);
    this.#toggled = options.toggled ?? (() => {});
    find(host, "[data-close]", HTMLElement).addEventListener("click", () => this.close());
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
    });
  }

  override open(asked = false): void {
    if (this.isOpen) return;
    super.open();
    this.#toggled(true, asked);
  }

  override close(): void {
    if (!this.isOpen) return;
    super.close();
    this.#toggled(false, true);
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open(true);
  }
}
