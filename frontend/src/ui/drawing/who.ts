/** Who drew what: every stroke in its author's hue, and a legend with a name to pick. */

import { html, render } from "lit/html.js";
import type { Clock } from "../../canvas/clock";
import type { Tint } from "../../canvas/engine/picture/picture";
import type { Participant } from "../../canvas/messages";
import type { SceneStroke } from "../../canvas/scene";
import { countByAuthor } from "../../canvas/tally";
import { nobody } from "../credit/nobody";
import { authorInk } from "../credit/tint";
import { find } from "../elements";
import { say } from "../words_later";
import { focusFirst } from "./focus";
import { isTyping } from "./shortcuts";

/** Counts are looked at again so often while they are shown. */
const RECOUNT_MS = 1_000;

/** The part of the engine that shows who drew what. */
export interface Tinted {
  tint(tint: Tint | null): void;
  visibleStrokes(): readonly SceneStroke[];
}

/** Escape closes what was opened last: not us while a dialog, a popover or the chat has it. */
function isNobodyElses(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || isTyping(target)) return false;
  const above = document.querySelector("dialog[open], [popover].beside:popover-open");
  return !above && !(target instanceof Element && target.closest(".chat"));
}

/** `openers`: the button in the bar, and what leads to it where there is no room for one. */
export class WhoDrewWhat {
  readonly #legend: HTMLElement;
  readonly #openers: readonly HTMLElement[];
  readonly #engine: Tinted;
  readonly #clock: Clock;
  readonly #people: () => ReadonlyMap<number, Participant>;
  #picked: number | null = null;
  #cancel: () => void = () => {};

  constructor(
    legend: HTMLElement,
    openers: readonly HTMLElement[],
    engine: Tinted,
    clock: Clock,
    people: () => ReadonlyMap<number, Participant>,
  ) {
    this.#legend = legend;
    this.#openers = openers;
    this.#engine = engine;
    this.#clock = clock;
    this.#people = people;
    find(legend, "[data-close]", HTMLElement).addEventListener("click", () => this.#leave());
    legend.ownerDocument.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.shown && isNobodyElses(event)) this.#leave();
    });
  }

  get shown(): boolean {
    return !this.#legend.hidden;
  }

  toggle(): void {
    this.#legend.hidden = this.shown;
    this.#openers[0]?.setAttribute("aria-expanded", String(this.shown));
    this.#picked = null;
    this.#cancel();
    this.#tint();
    if (this.shown) this.#count();
  }

  /** The focus goes where it came from, if it was in what is hidden now. */
  #leave(): void {
    const within = this.#legend.contains(document.activeElement);
    this.toggle();
    if (within) focusFirst(this.#openers);
  }

  #count(): void {
    this.#render();
    this.#cancel = this.#clock.after(RECOUNT_MS, () => this.#count());
  }

  #pick(author: number): void {
    this.#picked = this.#picked === author ? null : author;
    this.#tint();
    this.#render();
  }

  #tint(): void {
    const picked = this.#picked;
    const hueOf = (author: number) => (this.#people().get(author) ?? nobody(author)).hue;
    const tint: Tint = (author, { stroke }) =>
      authorInk(hueOf(author), stroke, picked !== null && picked !== author);
    this.#engine.tint(this.shown ? tint : null);
  }

  #render(): void {
    const counts = [...countByAuthor(this.#engine.visibleStrokes())];
    counts.sort(([one], [other]) => one - other);
    const rows = counts.map(([author, strokes]) => {
      const { name, hue } = this.#people().get(author) ?? nobody(author);
      return html`<button
        class="legend-person"
        type="button"
        aria-pressed=${this.#picked === author}
        title=${say("credit.alone", { name })}
        data-hue=${hue % 8}
        @click=${() => this.#pick(author)}
      ><span dir="auto">${name}</span> <small class="numbers">${strokes}</small></button>`;
    });
    const nothing = html`<span class="legend-nothing">${say("credit.nothing")}</span>`;
    render(rows.length > 0 ? rows : nothing, find(this.#legend, "[data-people]", HTMLElement));
  }
}
