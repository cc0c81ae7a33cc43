/** The credits beside a replay: who drew how much, whom to follow, whom to leave out. */

import { repeat } from "lit/directives/repeat.js";
import { html, render } from "lit/html.js";
import type { Tally } from "../canvas/tally";
import { inkWords } from "../ui/credit/credits";
import { find } from "../ui/elements";
import { icon } from "../ui/icon";
import { avatar } from "../ui/person";
import { say } from "../ui/words_later";
import type { Crediting } from "./crediting";

export interface SideActions {
  follow(author: number | null): void;
  leaveOut(authors: ReadonlySet<number>): void;
}

export class Side {
  readonly #page: Document;
  readonly #list: HTMLElement;
  #credits: readonly Crediting[] = [];
  readonly #actions: SideActions;
  readonly #left = new Set<number>();
  #following: number | null = null;
  #drawing: ReadonlySet<number> = new Set();

  constructor(page: Document, actions: SideActions) {
    this.#page = page;
    this.#list = find(page, "#replay-people", HTMLElement);
    this.#actions = actions;
  }

  /** Who drew, and in words when. */
  tell(credits: readonly Crediting[], span: string): void {
    this.#credits = credits;
    const count = credits.reduce((sum, { tally }) => sum + tally.strokes, 0);
    const sum = find(this.#page, "#sum", HTMLElement);
    const words = credits.length > 0 ? say("credit.sum", { count, span }) : say("replay.nothing");
    sum.textContent = words;
    this.#share(find(this.#page, "#shares", HTMLElement));
    this.#render();
  }

  /** Whose pens are down now. */
  draw(drawing: ReadonlySet<number>): void {
    const same =
      drawing.size === this.#drawing.size && [...drawing].every((n) => this.#drawing.has(n));
    if (same) return;
    this.#drawing = drawing;
    this.#render();
  }

  unfollow(): void {
    if (this.#following !== null) this.#follow(this.#following);
  }

  #share(place: HTMLElement): void {
    place.replaceChildren(
      ...this.#credits.map(({ who, tally }) => {
        const share = document.createElement("span");
        share.dataset["hue"] = String(who.hue % 8);
        share.style.flexGrow = String(tally.strokes);
        return share;
      }),
    );
  }

  #follow(author: number): void {
    this.#following = this.#following === author ? null : author;
    this.#actions.follow(this.#following);
    this.#render();
  }

  #toggle(author: number): void {
    if (!this.#left.delete(author)) this.#left.add(author);
    this.#actions.leaveOut(new Set(this.#left));
    this.#render();
  }

  #render(): void {
    const rows = repeat(
      this.#credits,
      ({ who }) => who.number,
      (one) => this.#row(one),
    );
    render(rows, this.#list);
  }

  #row({ who, tally }: Crediting) {
    const { number, name } = who;
    const draws = this.#drawing.has(number);
    const left = this.#left.has(number);
    const follows = this.#following === number;
    const count = tally.strokes;
    const note = draws ? say("replay.personNow", { count }) : drewWords(tally);
    return html`<li class="replay-person ${left ? "left-out" : ""}">
      <button
        class="replay-who"
        type="button"
        aria-pressed=${follows}
        title=${say("replay.follow", { name })}
        @click=${() => this.#follow(number)}
      >
        ${avatar(who, draws ? "drawing big" : "big")}
        <span class="replay-name"><b dir="auto">${name}</b>
          <small class="numbers">${follows ? say("replay.following", { name }) : note}</small></span>
      </button>
      <button
        class="icon-button"
        type="button"
        aria-pressed=${left}
        aria-label=${say("replay.hide", { name })}
        title=${left ? say("replay.show", { name }) : say("replay.hide", { name })}
        @click=${() => this.#toggle(number)}
      >${icon(left ? "eye-off" : "eye")}</button>
    </li>`;
  }
}

function drewWords({ strokes, ink }: Tally): string {
  if (strokes === 0) return say("replay.gone");
  return say("credit.drew", { count: strokes, ink: inkWords(ink) });
}
