/** Who is here: faces in the bar, names in the panel that lead to them, and one's own name and hue to change. */

import { repeat } from "lit/directives/repeat.js";
import { html, render } from "lit/html.js";
import type { Participant } from "../../canvas/messages";
import { find, findAll } from "../elements";
import { avatar } from "../person";
import { say } from "../words_later";

const MOST_FACES = 5;
const PHONE_FACES = 2; // as narrow.css has it
/** So many drawing at once are not told apart by it. */
const CROWD = 8;
const NOBODY: ReadonlySet<number> = new Set();

export interface PeopleShown {
  readonly you: number;
  /** In order of joining, you among them. */
  readonly here: readonly Participant[];
  readonly drawing: ReadonlySet<number>;
  /** Whose pen the view goes along with, if anybody's. */
  readonly followed: number | null;
}

export interface Introduction {
  readonly name?: string;
  readonly hue?: number;
}

export interface PeopleActions {
  introduce(change: Introduction): void;
  /** Look at where they draw. */
  goTo(number: number): void;
  /** Go along with them, or no longer. */
  follow(number: number | null): void;
}

export class PeoplePanel {
  readonly #button: HTMLElement;
  readonly #list: HTMLElement;
  readonly #name: HTMLInputElement;
  readonly #panel: HTMLElement;
  readonly #actions: PeopleActions;
  #met = false;
  #shown: PeopleShown | null = null;
  #open = false;

  constructor(button: HTMLElement, panel: HTMLElement, actions: PeopleActions) {
    this.#button = button;
    this.#panel = panel;
    this.#actions = actions;
    this.#list = find(panel, "[data-people]", HTMLElement);
    this.#name = find(panel, "input[name=name]", HTMLInputElement);
    this.#name.addEventListener("blur", () => this.#rename());
    this.#name.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.#rename();
    });
    for (const hue of this.#hues()) {
      hue.addEventListener("change", () => actions.introduce({ hue: Number(hue.value) }));
    }
    this.#takeUp();
    panel.addEventListener("beforetoggle", ({ newState }) => {
      this.#open = newState === "open";
      this.#showPanel();
    });
  }

  show(people: PeopleShown): void {
    this.#shown = people;
    if (!this.#met) this.#button.replaceChildren(); // the server drew one face: yours
    this.#met = true;
    const crowded = people.drawing.size >= CROWD;
    render(faces(inOrder(people), crowded ? NOBODY : people.drawing), this.#button);
    this.#showPanel();
  }

  /** Where many draw it would change all the time: while nobody looks, it does not. */
  #showPanel(): void {
    const people = this.#shown;
    const crowded = people !== null && people.drawing.size >= CROWD;
    if (!people || (crowded && !this.#open)) return;
    this.#list.classList.toggle("crowded", crowded);
    render(this.#rows(inOrder(people), people), this.#list);
    const you = people.here.find((who) => who.number === people.you);
    if (you) this.#showYou(you);
  }

  #rows(people: readonly Participant[], shown: PeopleShown) {
    return repeat(
      people,
      (who) => who.number,
      (who) =>
        html`<li class="person">${who.number === shown.you ? yourself(who, shown) : this.#other(who, shown)}</li>`,
    );
  }

  #other(who: Participant, shown: PeopleShown) {
    const { name, number } = who;
    const followed = shown.followed === number;
    return html`<button
        class="person-way"
        type="button"
        title=${say("people.go", { name })}
        @click=${() => this.#leaveFor(() => this.#actions.goTo(number))}
      >${face(who, name, shown)}</button
      ><button
        class="button quiet person-follow"
        type="button"
        aria-pressed=${followed}
        @click=${() => this.#leaveFor(() => this.#actions.follow(followed ? null : number))}
      >${say("people.follow")}<span class="visually-hidden"> ${name}</span></button>`;
  }

  /** What one looks at lies under the panel. */
  #leaveFor(act: () => void): void {
    this.#panel.hidePopover();
    act();
  }

  #showYou(you: Participant): void {
    if (document.activeElement !== this.#name) {
      this.#name.defaultValue = you.name;
      this.#name.value = you.name;
    }
    for (const hue of this.#hues()) hue.checked = Number(hue.value) === you.hue % 8;
  }

  #hues(): readonly HTMLInputElement[] {
    return findAll(this.#panel, "input[name=hue]", HTMLInputElement);
  }

  /** The server's form was there before us: what was given in it so far was heard by nobody. */
  #takeUp(): void {
    const chosen = this.#hues().find((hue) => hue.checked);
    if (chosen) this.#actions.introduce({ hue: Number(chosen.value) });
    if (document.activeElement !== this.#name) this.#rename(); // else when it is left
  }

  #rename(): void {
    const name = this.#name.value.trim();
    this.#name.setAttribute("aria-invalid", String(name === ""));
    const error = find(this.#panel, ".field-error", HTMLElement);
    error.hidden = name !== "";
    find(error, "span", HTMLElement).textContent = name ? "" : say("people.nameless");
    if (name && name !== this.#name.defaultValue) this.#actions.introduce({ name });
    this.#name.defaultValue = name;
  }
}

/** You come last. */
function inOrder({ here, you }: PeopleShown): readonly Participant[] {
  return [...here].sort((one, other) => Number(one.number === you) - Number(other.number === you));
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

function yourself(you: Participant, shown: PeopleShown) {
  const named = say("people.youNamed", { name: you.name });
  return html`<span class="person-way">${face(you, named, shown)}</span>`;
}

function face(who: Participant, name: string, { drawing }: PeopleShown) {
  return html`${avatar(who, drawing.has(who.number) ? "drawing" : "")}
    <span class="person-name" dir="auto">${name}</span>
    <span class="person-note">${note(who, drawing)}</span>`;
}

function note(who: Participant, drawing: ReadonlySet<number>): string {
  if (drawing.has(who.number)) return say("people.drawing");
  return who.guest ? say("people.guest") : "";
}
