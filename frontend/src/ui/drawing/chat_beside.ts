/** The chat beside a drawing, from before its code is there. */

import type { SpeakersFace } from "../../chat/panel";
import type { ChatSidebar } from "../../chat/sidebar";
import { takeAway, typedAhead } from "../early/field";
import { find } from "../elements";
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
    const writes = matchMedia("(pointer: fine)").matches;
    const waits = writes && !this.#part.made;
    const leave = () => this.#use((chat) => chat.close());
    const ahead = waits ? typedAhead(find(this.#host, "textarea", HTMLElement), leave) : null;
    this.#use(
      (chat) => {
        const left = ahead && ahead !== document.activeElement;
        chat.toggle();
        if (chat.isOpen && writes) {
          chat.takeOver(ahead?.value ?? "");
          if (!left) chat.focus();
        }
        takeAway(ahead);
      },
      () => takeAway(ahead),
    );
  }

  #use(act: (chat: ChatSidebar) => void, otherwise?: () => void): void {
    this.#part.use((chat) => {
      this.#tell(chat);
      act(chat);
    }, otherwise);
  }

  #tell(chat: ChatSidebar): void {
    chat.face = this.#face;
    for (const notice of this.#notices.splice(0)) chat.notice(notice);
  }
}
