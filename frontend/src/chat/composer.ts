/** Where one writes: Enter says it, Shift and Enter begin a new line. */

import { say } from "../ui/words_later";

export const MAX_LENGTH = 2000;

export class Composer {
  readonly #field: HTMLTextAreaElement;
  readonly #note: HTMLElement;
  readonly #actions: { say(text: string): void; typing(): void };

  constructor(form: HTMLFormElement, actions: { say(text: string): void; typing(): void }) {
    const field = form.querySelector("textarea");
    const note = form.querySelector<HTMLElement>("[data-note]");
    if (!field || !note) throw new Error("a chat's form has a field and a note");
    this.#field = field;
    this.#note = note;
    this.#actions = actions;
    field.addEventListener("input", () => this.#write());
    field.addEventListener("keydown", (event) => this.#press(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
  }

  set enabled(enabled: boolean) {
    this.#field.disabled = !enabled;
  }

  focus(): void {
    this.#field.focus();
  }

  /** What was typed before there was a field: each Enter says what came before it. */
  takeOver(typed: string): void {
    for (const [index, line] of typed.split("\n").entries()) {
      if (index > 0) this.#say();
      this.#join(this.#field.value, line);
    }
  }

  /** Puts back what was not kept, before what is being written. */
  putBack(text: string): void {
    this.#join(text, this.#field.value);
    this.focus();
  }

  #join(...texts: string[]): void {
    this.#field.value = texts.filter(Boolean).join("\n");
    this.#fit();
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#say();
  }

  #write(): void {
    this.#fit();
    if (this.#field.value.trim() !== "") this.#actions.typing();
  }

  #say(): void {
    const text = this.#field.value.trim();
    if (text === "" || lengthOf(text) > MAX_LENGTH) return;
    this.#field.value = "";
    this.#fit();
    this.#actions.say(text);
  }

  #fit(): void {
    const field = this.#field;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const over = lengthOf(field.value.trim()) - MAX_LENGTH;
    this.#note.hidden = over <= 0;
    this.#note.textContent = over > 0 ? say("chat.tooLong", { count: over }) : "";
    field.setAttribute("aria-invalid", String(over > 0));
  }
}

/** In code points, as the server counts. */
function lengthOf(text: string): number {
  return [...text].length;
}
