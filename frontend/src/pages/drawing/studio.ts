/** What all of the drawing page works on, made once by `pages/drawing.ts`. */

import type { Clock } from "../../canvas/clock";
import type { Engine } from "../../canvas/engine/engine";
import type { Supplies } from "../../canvas/engine/marks/supplies";
import type { Tab } from "../../canvas/outbox/tabs";
import type { DrawingSession } from "../../canvas/session";
import type { Socket } from "../../sockets";
import type { ChatButton } from "../../ui/drawing/chat_button";
import type { PageData } from "../../ui/drawing/page_data";
import type { Pencase } from "../../ui/drawing/pencase";
import type { Toasts } from "../../ui/drawing/toast";
import type { Turns } from "../../ui/early/turns";
import { find } from "../../ui/elements";
import type { Later } from "../../ui/later";
import type { Shelf } from "../../ui/shelf";

export interface Studio {
  readonly clock: Clock;
  readonly page: PageData;
  readonly shelf: Shelf;
  readonly paper: HTMLElement;
  readonly engine: Engine;
  readonly supplies: Supplies;
  readonly socket: Socket;
  readonly session: DrawingSession;
  readonly pencase: Pencase;
  readonly toasts: Toasts;
  readonly chatButton: ChatButton;
  readonly later: Later;
  readonly turns: Turns;
  readonly tab: Tab;
}

export function element(selector: string): HTMLElement {
  return find(document, selector, HTMLElement);
}

export function onClick(selector: string, act: (event: Event) => void): void {
  element(selector).addEventListener("click", act);
}

/** The replay's address as its link says it: the drawing's own may be replaced. */
export function replayAddress(): string {
  return find(document, "#replay-link", HTMLAnchorElement).href;
}

/** Where the drawing's pictures are, by the same link. */
export function imagesAddress(): string {
  return replayAddress().replace(/\/replay$/, "/images");
}

/** Read aloud, and shown to nobody. */
export function announce(news: string): void {
  element("#news").textContent = news;
}
