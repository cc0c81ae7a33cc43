/** A room's page: the talk, and who is here. */

import "./site";
import "../ui/talk.css";
import { html, render } from "lit/html.js";
import { realClock } from "../canvas/clock";
import { hearAnnouncements } from "../chat/announced";
import type { Here } from "../chat/here";
import { ChatPanel } from "../chat/panel";
import { Socket } from "../sockets";
import { openDialogs } from "../ui/dialogs";
import { Arrivals } from "../ui/drawing/arrivals";
import { Toasts } from "../ui/drawing/toast";
import { find } from "../ui/elements";
import { avatar } from "../ui/person";
import { say } from "../ui/words_later";

const host = element("#talk");
const people = element("[data-people]");
const socket = Socket.fromPage();
const toasts = new Toasts(element("#toasts"), realClock);
const chat = new ChatPanel(host, socket, host.dataset["room"] ?? "", {
  words: { mayNotSpeak: "room.mayNotSpeak", empty: "room.emptyWords" },
  here: showPeople,
});
const arrivals = new Arrivals<string>(realClock, (notice) => chat.notice(notice));

chat.face = JSON.parse(element("#you").textContent ?? "{}");
chat.open();
writeAtOnce();
openDialogs(document);
hearAnnouncements(socket, (text) => {
  chat.notice(text);
  toasts.show(text, "megaphone");
});

function element(selector: string): HTMLElement {
  return find(document, selector, HTMLElement);
}

/** Whoever comes in means to write, but a phone's keyboard waits until it is asked for. */
function writeAtOnce(): void {
  const idle = document.activeElement === document.body;
  if (!idle || !matchMedia("(pointer: fine)").matches) return;
  const name = host.querySelector<HTMLInputElement>("#name");
  if (name) name.focus();
  else chat.focus();
}

function showPeople(here: readonly Here[]): void {
  arrivals.meet(here.filter(({ key }) => key !== chat.you).map(({ key, name }) => [key, name]));
  element("[data-here]").textContent = say("people.justHere", { count: here.length });
  element("[data-nobody]").hidden = here.length > 0;
  render(here.map(person), people);
}

function person(who: Here) {
  const name = who.key === chat.you ? say("people.youNamed", { name: who.name }) : who.name;
  return html`<li class="person">
    ${avatar(who)}<span class="person-name" dir="auto">${name}</span>
    ${who.guest ? html`<span class="person-note">${say("people.guest")}</span>` : ""}
  </li>`;
}
