/** What stands on the paper when a replay is over: the drawing's name, and everybody's. */

import { html, render } from "lit/html.js";
import { creditRows } from "../ui/credit/credits";
import { icon } from "../ui/icon";
import { listNames, say } from "../ui/words_later";
import type { Crediting } from "./crediting";

export interface EndCardOptions {
  readonly title: string;
  /** The line below the title, as the page has it. */
  readonly credit: string;
  readonly credits: readonly Crediting[];
  /** In words, from one moment to another, ms since the drawing was made. */
  spanOf(from: number, to: number): string;
  again(): void;
  copy(): void;
}

export class EndCard {
  readonly #card: HTMLElement;
  readonly #options: EndCardOptions;

  constructor(card: HTMLElement, options: EndCardOptions) {
    this.#card = card;
    this.#options = options;
  }

  get shown(): boolean {
    return !this.#card.hidden;
  }

  get names(): string {
    const names = this.#options.credits.map(({ who }) => who.name);
    return listNames(names, 4);
  }

  hide(): void {
    this.#card.hidden = true;
  }

  show(): void {
    const { title, credits, spanOf, again, copy } = this.#options;
    const people = new Map(credits.map(({ who }) => [who.number, who]));
    const rows = creditRows(
      credits.map(({ tally }) => tally),
      people,
      spanOf,
    );
    render(
      html`<button
          class="icon-button end-close"
          type="button"
          aria-label=${say("replay.close")}
          @click=${() => this.hide()}
        >${icon("x")}</button>
        <h2 id="end-title" dir="auto">${title}</h2>
        <p class="credit" dir="auto">${this.#options.credit}</p>
        <ul class="credit-rows">${rows}</ul>
        <div class="end-actions">
          <button class="button" type="button" @click=${again}>
            ${icon("rotate-ccw")}${say("replay.again")}
          </button>
          <button class="button" type="button" @click=${copy}>${icon("link")}${say("replay.copy")}</button>
        </div>`,
      this.#card,
    );
    this.#card.hidden = false;
  }
}
