/** The chat beside a drawing, from before its code is there. */

import type { SpeakersFace } from "../../chat/panel";
import type { ChatSidebar } from "../../chat/sidebar";
import type { Part } from "../later";

export class ChatBeside {
  readonly #host: HTMLElement;
  readonly #part: Part<ChatSidebar>;
  #face: SpeakersFace;
  /** What the page said before there was a chat to show it in. */
  #notices: string[] = [];

  constructor(host: HTMLElement, part: Part<ChatSidebar>, face: SpeakersFace) {
    this.#host = host;
    this.#part = part;
    this.#face = face;
  }

  get isOpen(): boolean {
    return !this.#host.hidden;
  }

  /** How one's own lines look. */
  set face(face: SpeakersFace) {
    this.#face = face;
    if (this.#part.made) this.#part.made.face = face;
  }

  notice(text: string): void {
    this.#notices.push(text);
    if (this.#part.made) this.#tell(this.#part.made);
  }

  /** Listens from now on; before it was heard, nobody misses it. */
  async listen(): Promise<void> {
    await this.#part.begin();
    if (this.#part.made) this.#tell(this.#part.made);
  }

  open(): void {
    this.#use((chat) => chat.open());
  }

  /** Opening it means to write, but a phone's keyboard waits until it is asked for. */
  toggle(): void {
    this.#use((chat) => {
      chat.toggle();
      if (chat.isOpen && matchMedia("(pointer: fine)").matches) chat.focus();
    });
  }

  #use(act: (chat: ChatSidebar) => void): void {
    this.#part.use((chat) => {
      this.#tell(chat);
      act(chat);
    });
  }

  #tell(chat: ChatSidebar): void {
    chat.face = this.#face;
    for (const notice of this.#notices.splice(0)) chat.notice(notice);
  }
}
