/** A row of buttons that is one stop for Tab: arrows, Home and End go from one to the next. */

import { findAll } from "../elements";

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export class Toolbar {
  readonly #bar: HTMLElement;

  constructor(bar: HTMLElement) {
    this.#bar = bar;
    bar.addEventListener("keydown", (event) => this.#press(event));
    bar.addEventListener("focusin", ({ target }) => this.#stopAt(target));
    this.refresh();
  }

  /** Other buttons are shown than before. */
  refresh(): void {
    const { activeElement } = document;
    const shown = this.#shown;
    const stop = shown.find((button) => button === activeElement) ?? shown[0];
    this.#stopAt(stop ?? null);
  }

  #press(event: KeyboardEvent): void {
    const shown = this.#shown;
    const at = shown.indexOf(event.target as HTMLButtonElement);
    const step = STEPS[event.key];
    if (at < 0 || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    shown[step(at, shown.length)]?.focus();
  }

  #stopAt(target: EventTarget | null): void {
    for (const button of findAll(this.#bar, "button", HTMLButtonElement)) {
      button.tabIndex = button === target ? 0 : -1;
    }
  }

  get #shown(): HTMLButtonElement[] {
    return findAll(this.#bar, "button", HTMLButtonElement).filter(
      (button) => !button.closest("[hidden]") || button.closest("[hidden]") === this.#bar,
    );
  }
}
