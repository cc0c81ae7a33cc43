/** What all of the drawing page works on, made once by `pages/drawing.ts`. */

import type { Clock } from "../../canvas/clock";
import type { Engine } from "../../canvas/engine/engine";
import type { DrawingSession } from "../../canvas/session";
import { ERASER } from "../../canvas/strokes";
import type { Socket } from "../../sockets";
import { nobody } from "../../ui/credit/nobody";
import type { ChatButton } from "../../ui/drawing/chat_button";
import type { PageData } from "../../ui/drawing/page_data";
import type { Pencase } from "../../ui/drawing/pencase";
import type { Toasts } from "../../ui/drawing/toast";
import { find } from "../../ui/elements";
import type { Later } from "../../ui/later";
import type { Shelf } from "../../ui/shelf";
import { say } from "../../ui/words";

export interface Studio {
  readonly clock: Clock;
  readonly page: PageData;
  readonly shelf: Shelf;
  readonly paper: HTMLElement;
  readonly engine: Engine;
  readonly socket: Socket;
  readonly session: DrawingSession;
  readonly pencase: Pencase;
  readonly toasts: Toasts;
  readonly chatButton: ChatButton;
  readonly later: Later;
}

export function element(selector: string): HTMLElement {
  return find(document, selector, HTMLElement);
}

export function onClick(selector: string, act: () => void): void {
  element(selector).addEventListener("click", act);
}

/** The replay's address as its link says it: the drawing's own may be replaced. */
export function replayAddress(): string {
  return find(document, "#replay-link", HTMLAnchorElement).href;
}

/** Read aloud, and shown to nobody. */
export function announce(news: string): void {
  element("#news").textContent = news;
}

/** Somebody else's work is only theirs, and the owner's, to change. */
export function refuseChange(studio: Studio, author: number): void {
  studio.toasts.show(say("others.change", { name: nameOf(studio, author) }), "lock");
}

/** Nor can it be taken away whole; but ink is rubbed out, whosever it is. */
export function refuseWipe(studio: Studio, author: number): void {
  const { pencase, toasts } = studio;
  const eraser = { words: say("others.eraser"), act: () => pencase.take(ERASER) };
  toasts.show(say("others.wipe", { name: nameOf(studio, author) }), "lock", eraser);
}

export function nameOf({ session }: Studio, author: number): string {
  return (session.participants.get(author) ?? nobody(author)).name;
}
