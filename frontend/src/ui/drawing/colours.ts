/** All the colours: more swatches, those used last, the system's picker, and a field to type one. */

import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { html, render } from "lit/html.js";
import { find } from "../elements";
import { say } from "../words_later";
import { colourName, parseHex, toHex } from "./colour";
import { showFirstSwatch } from "./first_swatch";
import type { Grip } from "./pencase";

export class ColourPanel {
  readonly #panel: HTMLElement;
  readonly #dip: (color: number) => void;
  readonly #recent: HTMLElement;
  readonly #native: HTMLInputElement;
  readonly #field: HTMLInputElement;
  readonly #error: HTMLElement;

  constructor(panel: HTMLElement, dip: (color: number) => void) {
    this.#panel = panel;
    this.#dip = dip;
    this.#recent = find(panel, "[data-recent]", HTMLElement);
    this.#native = find(panel, "input[type=color]", HTMLInputElement);
    this.#field = find(panel, "input[name=hex]", HTMLInputElement);
    this.#error = find(panel, ".field-error", HTMLElement);
    this.#field.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") this.#type(this.#field.value);
    });
  }

  show({ color, ink, recent }: Grip): void {
    showFirstSwatch(this.#panel, ink);
    this.#showRecent(recent, color);
    for (const input of this.#panel.querySelectorAll<HTMLInputElement>("input[name=colour]")) {
      input.checked = input.value === toHex(color);
    }
    this.#native.value = toHex(color);
    if (document.activeElement !== this.#field) this.#field.value = toHex(color).toUpperCase();
    this.#complain(false);
  }

  #showRecent(recent: readonly number[], chosen: number): void {
    const swatches = repeat(
      recent,
      (color) => color,
      (color) => html`<label class="swatch" title=${colourName(color)} data-colour=${toHex(color)}>
        <input type="radio" name="colour" value=${toHex(color)} .checked=${live(color === chosen)}>
        <span class="visually-hidden">${colourName(color)}</span>
      </label>`,
    );
    render(swatches, this.#recent);
    for (const swatch of this.#recent.querySelectorAll<HTMLElement>("[data-colour]")) {
      swatch.style.setProperty("--swatch", swatch.dataset["colour"] ?? "");
    }
    this.#recent.hidden = recent.length === 0;
  }

  /** Something in the panel was given this value, before its code had come perhaps. */
  choose(input: EventTarget | null, value: string): void {
    if (input === this.#field) this.#type(value);
    else if (input instanceof HTMLInputElement && input.type !== "range") this.#take(value);
  }

  #type(text: string): void {
    this.#complain(!this.#take(text));
  }

  #take(text: string): boolean {
    const color = parseHex(text);
    if (color !== null) this.#dip(color);
    return color !== null;
  }

  #complain(bad: boolean): void {
    this.#field.setAttribute("aria-invalid", String(bad));
    this.#error.hidden = !bad;
    find(this.#error, "span", HTMLElement).textContent = bad ? say("colour.bad") : "";
  }
}
