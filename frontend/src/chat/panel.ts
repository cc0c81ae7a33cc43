/** A talk on the page: its lines, who writes, a field to write in. Shown or hidden, it listens. */

import { html, nothing, render } from "lit/html.js";
import type { Socket } from "../sockets";
import { find } from "../ui/elements";
import { BrowserShelf, type Shelf } from "../ui/shelf";
import type { Word } from "../ui/words_later";
import { say } from "../ui/words_later";
import { Composer } from "./composer";
import { Conversation, type Surroundings } from "./conversation";
import type { Here } from "./here";
import type { Line } from "./messages";
import { rows, unsentRows } from "./rows";
import { TypingPeople, TypingTold } from "./typing";

export type SpeakersFace = Pick<Line, "name" | "hue" | "guest">;

export interface PanelOptions {
  /** Others' lines that were not seen yet. */
  readonly unread?: (count: number) => void;
  /** Who is in the room, where rooms say so. */
  readonly here?: (people: readonly Here[]) => void;
  /** What a talk says of itself, where it is not beside a drawing. */
  readonly words?: { readonly mayNotSpeak: Word; readonly empty: Word };
  /** Where one sees what was drawn at a moment, ms since 1970: beside a drawing. */
  readonly watch?: (at: number) => string;
  readonly shelf?: Shelf;
  readonly surroundings?: Surroundings;
}

const NEAR_END = 64; // CSS pixels from the end that still count as reading along

export class ChatPanel {
  readonly #host: HTMLElement;
  readonly #options: PanelOptions;
  readonly #shelf: Shelf;
  readonly #surroundings: Surroundings;
  readonly #conversation: Conversation;
  readonly #composer: Composer;
  readonly #log: HTMLElement;
  readonly #list: HTMLElement;
  readonly #typingLine: HTMLElement;
  readonly #heardLine: HTMLElement;
  readonly #typing = new TypingPeople();
  readonly #told = new TypingTold();
  readonly #place: string;
  readonly #words: { readonly mayNotSpeak: Word; readonly empty: Word };
  #read: number | null;
  #newAfter = Number.POSITIVE_INFINITY;
  #cancelTyping: () => void = () => {};

  constructor(host: HTMLElement, socket: Socket, room: string, options: PanelOptions = {}) {
    this.#host = host;
    this.#options = options;
    this.#shelf = options.shelf ?? new BrowserShelf();
    this.#surroundings = options.surroundings ?? real;
    this.#place = `chat.${room}`;
    this.#words = options.words ?? BESIDE_A_DRAWING;
    this.#read = readNumber(this.#shelf.read(this.#place));
    this.#log = find(host, "[data-log]", HTMLElement);
    this.#list = find(host, "[data-lines]", HTMLElement);
    this.#typingLine = find(host, "[data-typing]", HTMLElement);
    this.#heardLine = find(host, "[data-heard]", HTMLElement);
    this.#conversation = new Conversation(socket, room, this.#listener(), this.#surroundings);
    this.#composer = new Composer(find(host, "form[data-composer]", HTMLFormElement), {
      say: (text) => this.#say(text),
      typing: () => this.#tellTyping(),
    });
    this.#show();
  }

  get isOpen(): boolean {
    return !this.#host.hidden;
  }

  /** One's own key in the room; null until it was entered. */
  get you(): string | null {
    return this.#conversation.you;
  }

  /** How one's own lines look. */
  set face(face: SpeakersFace) {
    this.#conversation.face = face;
  }

  open(): void {
    if (this.isOpen) return;
    this.#newAfter = this.#read ?? Number.POSITIVE_INFINITY;
    this.#host.hidden = false;
    this.#show();
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  close(): void {
    if (!this.isOpen) return;
    this.#markRead();
    this.#host.hidden = true;
  }

  focus(): void {
    this.#composer.focus();
  }

  /** What was typed before there was a field. */
  takeOver(typed: string): void {
    this.#composer.takeOver(typed);
  }

  /** A small grey line of the page's own: who joined, who left. */
  notice(text: string): void {
    this.#conversation.history.notice(text, this.#surroundings.now());
    this.#show();
  }

  #listener() {
    return {
      changed: () => this.#show(),
      heard: (line: Line) => this.#hear(line),
      typing: (key: string, name: string) => this.#sawTyping(key, name),
      here: (people: readonly Here[]) => this.#options.here?.(people),
    };
  }

  #say(text: string): void {
    this.#told.reset();
    this.#newAfter = Number.POSITIVE_INFINITY;
    this.#conversation.say(text);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #hear(line: Line): void {
    this.#typing.done(line.key);
    this.#showTyping();
    this.#heardLine.textContent = say("chat.heard", { name: line.name, text: line.text });
  }

  #tellTyping(): void {
    if (this.#told.due(this.#surroundings.now())) this.#conversation.typing();
  }

  #sawTyping(key: string, name: string): void {
    if (key === this.#conversation.you) return;
    this.#typing.saw(key, name, this.#surroundings.now());
    this.#showTyping();
  }

  #showTyping(): void {
    this.#cancelTyping();
    const now = this.#surroundings.now();
    this.#typingLine.textContent = this.#typing.words(now);
    const next = this.#typing.nextChange(now);
    if (next !== null)
      this.#cancelTyping = this.#surroundings.after(next, () => this.#showTyping());
  }

  #show(): void {
    // Callbacks of the constructor's own calls may come before everything is there.
    if (!this.#composer) return;
    const { history, you, maySpeak } = this.#conversation;
    if (you !== null && this.#read === null) this.#keepRead(history.applied);
    this.#tellUnread();
    this.#composer.enabled = maySpeak;
    if (this.isOpen) this.#showLines(history.lines.length + history.unsent.length === 0);
  }

  #showLines(empty: boolean): void {
    const { history, you } = this.#conversation;
    const along = this.#isReadingAlong;
    const actions = { retry: (id: string) => this.#conversation.retry(id), edit: this.#edit };
    const items = history.items(this.#newAfter, you ?? "");
    render(
      html`${this.#preface(empty)} ${rows(items, this.#surroundings.now(), this.#options.watch)}
      ${unsentRows(history.unsent, actions)}`,
      this.#list,
    );
    if (along) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #preface(empty: boolean) {
    const { refusedBecause, you, maySpeak, history } = this.#conversation;
    if (refusedBecause !== null) {
      return html`<li class="chat-notice">${refusedBecause || say("chat.refused")}</li>`;
    }
    if (you === null) return nothing;
    if (!maySpeak) return html`<li class="chat-notice">${say(this.#words.mayNotSpeak)}</li>`;
    if (empty) {
      return html`<li class="chat-empty">
        <b>${say("chat.empty")}</b><br>${say(this.#words.empty)}
      </li>`;
    }
    return history.startsLate ? html`<li class="chat-notice">${say("chat.earlier")}</li>` : nothing;
  }

  readonly #edit = (id: string): void => {
    this.#composer.putBack(this.#conversation.takeBack(id));
  };

  get #isReadingAlong(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  #tellUnread(): void {
    if (this.isOpen && !document.hidden) this.#markRead();
    const { history, you } = this.#conversation;
    if (you !== null) this.#options.unread?.(history.unread(this.#read ?? 0, you));
  }

  #markRead(): void {
    const { applied } = this.#conversation.history;
    if (applied > (this.#read ?? -1)) this.#keepRead(applied);
  }

  #keepRead(number: number): void {
    this.#read = number;
    this.#shelf.write(this.#place, number);
  }
}

const BESIDE_A_DRAWING = { mayNotSpeak: "chat.mayNotSpeak", empty: "chat.emptyWords" } as const;

const real: Surroundings = {
  newId: () => hexOf(crypto.getRandomValues(new Uint8Array(16))),
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function readNumber(kept: unknown): number | null {
  return typeof kept === "number" && kept >= 0 ? kept : null;
}
