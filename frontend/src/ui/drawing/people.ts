/** Who is here: faces in the bar, names in the panel, and one's own name and hue to change. */

import { repeat } from "lit/directives/repeat.js";
import { html, render } from "lit/html.js";
import type { Participant } from "../../canvas/messages";
import { find, findAll } from "../elements";
import { avatar } from "../person";
import { say } from "../words_later";

const MOST_FACES = 5;
const PHONE_FACES = 2; // as narrow.css has it

export interface PeopleShown {
  readonly you: number;
  /** In order of joining, you among them. */
  readonly here: readonly Participant[];
  readonly drawing: ReadonlySet<number>;
}

export interface Introduction {
  readonly name?: string;
  readonly hue?: number;
}

export class PeoplePanel {
  readonly #button: HTMLElement;
  readonly #list: HTMLElement;
  readonly #name: HTMLInputElement;
  readonly #panel: HTMLElement;
  readonly #introduce: (change: Introduction) => void;
  #met = false;

  constructor(button: HTMLElement, panel: HTMLElement, introduce: (change: Introduction) => void) {
    this.#button = button;
    this.#panel = panel;
    this.#introduce = introduce;
    this.#list = find(panel, "[data-people]", HTMLElement);
    this.#name = find(panel, "input[name=name]", HTMLInputElement);
    this.#name.addEventListener("change", () => this.#rename());
    this.#name.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.#rename();
    });
    for (const hue of findAll(panel, "input[name=hue]", HTMLInputElement)) {
      hue.addEventListener("change", () => introduce({ hue: Number(hue.value) }));
    }
  }

  show(people: PeopleShown): void {
    const others = people.here.filter((who) => who.number !== people.you);
    const you = people.here.find((who) => who.number === people.you);
    const ordered = you ? [...others, you] : others;
    if (!this.#met) this.#button.replaceChildren(); // the server drew one face: yours
    this.#met = true;
    render(faces(ordered, people.drawing), this.#button);
    render(rows(ordered, people), this.#list);
    if (you) this.#showYou(you);
  }

  #showYou(you: Participant): void {
    if (document.activeElement !== this.#name) this.#name.value = you.name;
    for (const hue of findAll(this.#panel, "input[name=hue]", HTMLInputElement)) {
      hue.checked = Number(hue.value) === you.hue % 8;
    }
  }

  #rename(): void {
    const name = this.#name.value.trim();
    this.#name.setAttribute("aria-invalid", String(name === ""));
    const error = find(this.#panel, ".field-error", HTMLElement);
    error.hidden = name !== "";
    find(error, "span", HTMLElement).textContent = name ? "" : say("people.nameless");
    if (name && name !== this.#name.defaultValue) this.#introduce({ name });
    this.#name.defaultValue = name;
  }
}

/** The last face is one's own; of too many others a number stands for the rest, on phones of more than two. */
function faces(people: readonly Participant[], drawing: ReadonlySet<number>) {
  const crowd = people.length > MOST_FACES;
  const kept = crowd ? people.slice(0, MOST_FACES - 1) : people;
  const rest = people.length - kept.length;
  const drawn = repeat(
    kept,
    (who) => who.number,
    (who) => avatar(who, drawing.has(who.number) ? "drawing" : ""),
  );
  const here = say("people.here", { count: people.length });
  return html`<span class="visually-hidden">${here}</span>${drawn}<span class="avatar more rest" aria-hidden="true" ?hidden=${!crowd}
      >${say("people.more", { count: rest })}</span
    ><span class="avatar more rest-phone" aria-hidden="true" ?hidden=${people.length <= PHONE_FACES}
      >${say("people.more", { count: people.length - PHONE_FACES })}</span>`;
}

function rows(people: readonly Participant[], { you, drawing }: PeopleShown) {
  return repeat(
    people,
    (who) => who.number,
    (who) => html`<li class="person">
      ${avatar(who, drawing.has(who.number) ? "drawing" : "")}
      <span class="person-name" dir="auto"
        >${who.number === you ? say("people.youNamed", { name: who.name }) : who.name}</span>
      <span class="person-note">${note(who, drawing)}</span>
    </li>`,
  );
}

function note(who: Participant, drawing: ReadonlySet<number>): string {
  if (drawing.has(who.number)) return say("people.drawing");
  return who.guest ? say("people.guest") : "";
}
