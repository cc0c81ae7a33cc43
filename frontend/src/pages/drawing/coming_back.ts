/** A quiet line about what others drew since one was here last. */

import { Absence, absenceWords } from "../../ui/drawing/absence";
import type { ChatBeside } from "../../ui/drawing/chat_beside";
import { Looking } from "../../ui/drawing/looking";
import { find } from "../../ui/elements";
import { say } from "../../ui/words_later";
import { announce, replayAddress, type Studio } from "./studio";

export class ComingBack {
  readonly #studio: Studio;
  readonly #chat: ChatBeside;
  readonly #absence: Absence;
  readonly #looking: Looking;

  constructor(studio: Studio, chat: ChatBeside) {
    this.#studio = studio;
    this.#chat = chat;
    this.#absence = new Absence(studio.shelf, studio.page.uid);
    this.#looking = new Looking(studio.page.uid);
  }

  /** The drawing is there. Whoever sees it in another tab has missed nothing. */
  async tell(): Promise<void> {
    const words = this.#words();
    const elsewhere = await this.#looking.elsewhere();
    this.#look();
    document.addEventListener("visibilitychange", () => this.#look());
    if (words && !elsewhere) this.#say(words);
  }

  #look(): void {
    if (!document.hidden) this.#looking.begin();
  }

  #words(): string {
    const { engine, session } = this.#studio;
    if (!this.#absence.missesAny(session.applied)) return "";
    const missed = this.#absence.missed(engine.visibleStrokes(), session.you);
    return absenceWords(missed, session.participants);
  }

  #say(words: string): void {
    const { toasts } = this.#studio;
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
    this.#looking.end();
  }
}
