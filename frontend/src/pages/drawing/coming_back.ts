/** A quiet line about what others drew since one was here last. */

import { Absence, absenceWords } from "../../ui/drawing/absence";
import type { ChatBeside } from "../../ui/drawing/chat_beside";
import { find } from "../../ui/elements";
import { say } from "../../ui/words_later";
import { announce, replayAddress, type Studio } from "./studio";

export class ComingBack {
  readonly #studio: Studio;
  readonly #chat: ChatBeside;
  readonly #absence: Absence;

  constructor(studio: Studio, chat: ChatBeside) {
    this.#studio = studio;
    this.#chat = chat;
    this.#absence = new Absence(studio.shelf, studio.page.uid);
  }

  /** The drawing is there. */
  tell(): void {
    const { engine, session, toasts } = this.#studio;
    if (!this.#absence.missesAny(session.applied)) return;
    const missed = this.#absence.missed(engine.visibleStrokes(), session.you);
    const words = absenceWords(missed, session.participants);
    if (!words) return;
    this.#chat.notice(words);
    announce(words);
    const address = `${replayAddress()}#since=${this.#absence.seen}`;
    if (!this.#chat.isOpen) toasts.show(words, "users", { words: say("absence.play"), address });
    const again = find(document, "#menu-absence", HTMLAnchorElement);
    again.href = address;
    again.title = words;
    again.hidden = false;
  }

  /** One looks away. */
  leave(): void {
    this.#absence.begin(this.#studio.session.applied);
  }
}
