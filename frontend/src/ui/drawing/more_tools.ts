/**
 * The tools that have no place of their own in the tray, behind one button.
 *
 * The button shows the one used last and takes it up again, with the others beside it.
 */

import { find, findAll } from "../elements";
import { say } from "../words";
import { moreOf } from "./held";
import type { Grip } from "./pencase";
import type { TrayActions } from "./tray";

export class MoreTools {
  readonly #button: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #actions: TrayActions;
  #pointing = false;
  #grip: Grip | null = null;

  constructor(button: HTMLElement, panel: HTMLElement, actions: TrayActions) {
    this.#button = button;
    this.#panel = panel;
    this.#actions = actions;
    button.addEventListener("click", () => this.#takeLast());
    panel.addEventListener("pointerdown", () => this.#point(true), { capture: true });
    panel.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    panel.addEventListener("click", ({ target }) => {
      if (this.#pointing && target instanceof HTMLInputElement) this.#close();
    });
    panel.addEventListener("change", ({ target }) => this.#choose(target));
  }

  show(grip: Grip): void {
    this.#grip = grip;
    const holds = grip.held === grip.more;
    this.#button.classList.toggle("chosen", holds);
    this.#button.classList.toggle("holds-text", grip.held === "text"); // which has a place where there is room
    for (const input of findAll(this.#panel, "input", HTMLInputElement)) {
      input.checked = input.value === grip.held;
      if (input.value === grip.more) this.#showLast(input);
    }
  }

  #showLast({ labels, dataset }: HTMLInputElement): void {
    const [label] = labels ?? [];
    if (!label) return;
    const drawn = find(label, ".icon", SVGElement).cloneNode(true);
    find(this.#button, ".icon", SVGElement).replaceWith(drawn);
    const tool = label.textContent?.trim() ?? "";
    this.#button.setAttribute("aria-label", say("tools.now", { tool }));
    this.#button.dataset["tip"] = `${tool}  ${dataset["key"] ?? ""}`;
  }

  #takeLast(): void {
    if (this.#grip?.more && this.#grip.held !== this.#grip.more) {
      this.#actions.take(this.#grip.more);
    }
  }

  #point(pointing: boolean): void {
    this.#pointing = pointing;
  }

  #press({ key, target }: KeyboardEvent): void {
    this.#point(false);
    if (key === "Enter" && target instanceof HTMLInputElement) this.#close();
  }

  #choose(target: EventTarget | null): void {
    const more = target instanceof HTMLInputElement ? moreOf(target.value) : null;
    if (more) this.#actions.take(more);
  }

  /** The paper has the keyboard again. */
  #close(): void {
    this.#panel.hidePopover();
    this.#actions.picked();
  }
}
