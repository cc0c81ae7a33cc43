/** A room in the list of rooms: who is there just now, and what was said last. */

import { html, render } from "lit/html.js";
import type { Json, Presence, Socket } from "../sockets";
import { find } from "../ui/elements";
import { avatar } from "../ui/person";
import { say } from "../ui/words_later";
import { whoIsHere } from "./here";
import { type Line, parseAnswer } from "./messages";

const MOST_FACES = 5;

export class RoomCard {
  readonly #here: HTMLElement;
  readonly #faces: HTMLElement;
  readonly #last: HTMLElement;
  #seq = 0;

  constructor(card: HTMLElement, socket: Socket) {
    this.#here = find(card, "[data-here]", HTMLElement);
    this.#faces = find(card, "[data-faces]", HTMLElement);
    this.#last = find(card, "[data-last]", HTMLElement);
    socket.subscribe(`chat-${card.dataset["room"]}`, {
      presence: (people) => this.#meet(people),
      message: (data) => this.#hear(data),
      refused: () => {
        card.hidden = true; // it has ended
      },
    });
  }

  #meet({ entries }: Presence): void {
    const here = whoIsHere(entries.values());
    this.#here.textContent = here.length > 0 ? say("people.justHere", { count: here.length }) : "";
    const rest = here.length - MOST_FACES;
    render(
      html`${here.slice(0, MOST_FACES).map((who) => avatar(who, "tiny"))}${
        rest > 0
          ? html`<span class="avatar tiny more">${say("people.more", { count: rest })}</span>`
          : ""
      }`,
      this.#faces,
    );
  }

  #hear(data: Json | Uint8Array): void {
    const answer = parseAnswer(data);
    if (answer?.type === "said" && answer.line.seq > this.#seq) this.#show(answer.line);
  }

  #show({ seq, name, hue, text }: Line): void {
    this.#seq = seq;
    // What the server rendered goes first: from here on the line is ours.
    this.#last.replaceChildren();
    const words = [...text].slice(0, 160).join("");
    const who = document.createElement("b");
    who.dataset["hue"] = String(hue % 8);
    who.textContent = name;
    this.#last.append(who, ` ${words}`);
  }
}
