/**
 * The tools that have no place of their own in the tray, behind one button.
 *
 * The button shows the one that is held, or was used last, and takes that up again, with the others
 * beside it. Text is one of them only where the tray has no room for it.
 */

import { find, findAll } from "../elements";
import { say } from "../words";
import { type More, moreOf } from "./held";
import type { Grip } from "./pencase";
import type { TrayActions } from "./tray";

const NARROW = "(max-width: 639px)"; // as in narrow.css

export class MoreTools {
  readonly #button: HTMLElement;
  /** As the page comes: none of them was used yet. */
  readonly #unused: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #actions: TrayActions;
  readonly #narrow = matchMedia(NARROW);
  #pointing = false;
  #grip: Grip | null = null;

  constructor(button: HTMLElement, panel: HTMLElement, actions: TrayActions) {
    this.#button = button;
    this.#unused = button.cloneNode(true) as HTMLElement;
    this.#panel = panel;
    this.#actions = actions;
    button.addEventListener("click", () => this.#takeLast());
    panel.addEventListener("pointerdown", () => this.#point(true), { capture: true });
    panel.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    panel.addEventListener("click", ({ target }) => {
      if (this.#pointing && target instanceof HTMLInputElement) this.#close();
    });
    panel.addEventListener("change", ({ target }) => this.#choose(target));
    this.#narrow.addEventListener("change", () => this.#grip && this.show(this.#grip));
  }

  show(grip: Grip): void {
    this.#grip = grip;
    const shown = this.#shown;
    this.#button.classList.toggle("chosen", grip.held === shown);
    if (!shown) this.#wear(this.#unused, this.#unused.getAttribute("aria-label") ?? "");
    for (const input of findAll(this.#panel, "input", HTMLInputElement)) {
      input.checked = input.value === grip.held;
      if (input.value === shown) this.#showTool(input);
    }
  }

  /** Which of them the button shows. */
  get #shown(): More | null {
    const { held, more } = this.#grip ?? {};
    return held === "text" && this.#narrow.matches ? held : (more ?? null);
  }

  #showTool({ labels, dataset }: HTMLInputElement): void {
    const [label] = labels ?? [];
    if (!label) return;
    const tool = label.textContent?.trim() ?? "";
    this.#wear(label, say("tools.now", { tool }), `${tool}  ${dataset["key"] ?? ""}`);
  }

  #wear(like: HTMLElement, name: string, tip = name): void {
    const drawn = find(like, ".icon", SVGElement).cloneNode(true);
    find(this.#button, ".icon", SVGElement).replaceWith(drawn);
    this.#button.setAttribute("aria-label", name);
    this.#button.dataset["tip"] = tip;
  }

  #takeLast(): void {
    const shown = this.#shown;
    if (shown && this.#grip?.held !== shown) this.#actions.take(shown);
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
