/** The lines of a chat as they are drawn. */

import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import { icon } from "../ui/icon";
import { avatar } from "../ui/person";
import { say } from "../ui/words_later";
import type { Item, Unsent } from "./history";
import { withLinks } from "./links";
import type { Line } from "./messages";
import { timeWords } from "./times";

const STAFF_KEY = "staff"; // the server gives it to no visitor

export interface RowActions {
  retry(id: string): void;
  edit(id: string): void;
}

/** `watch`: where one sees what was drawn while something was said, if anything was. */
export function rows(items: readonly Item[], now: number, watch?: (at: number) => string) {
  return repeat(items, keyOf, (item) => row(item, now, watch));
}

/** What was said, its addresses as links. */
function linked(text: string) {
  return withLinks(text).map(({ text: words, href }) =>
    href === null
      ? words
      : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc">${words}</a>`,
  );
}

function keyOf(item: Item, index: number): string {
  if (item.kind === "group") return `line ${item.lines[0]?.seq}`;
  return item.kind === "new" ? "new" : `notice ${item.notice.after} ${index}`;
}

function row(item: Item, now: number, watch?: (at: number) => string): TemplateResult {
  switch (item.kind) {
    case "group":
      return group(item.lines, now, watch);
    case "notice":
      return html`<li class="chat-notice">${item.notice.text}</li>`;
    case "new":
      return html`<li class="chat-new"><span>${say("chat.new")}</span></li>`;
    default:
      return item satisfies never;
  }
}

function group(lines: readonly Line[], now: number, watch?: (at: number) => string) {
  const [first] = lines;
  if (!first) return html``;
  if (first.key === STAFF_KEY) return system(lines, now);
  return html`<li class="chat-group">
    ${avatar(first, "chat-face")}
    <p class="chat-who">
      <b dir="auto" data-hue=${first.hue % 8}>${first.name}</b>
      <time class="numbers" datetime=${new Date(first.at).toISOString()}
        >${timeWords(first.at, now)}</time>
      ${watch ? html`<a class="chat-watch" href=${watch(first.at)}>${icon("play", "small")}<span>${say("chat.watch")}</span></a>` : nothing}
    </p>
    ${lines.map((line) => html`<p class="chat-text" dir="auto">${linked(line.text)}</p>`)}
  </li>`;
}

/** The people who run the site. */
function system(lines: readonly Line[], now: number) {
  return html`<li class="chat-group chat-system">
    <span class="chat-face">${icon("megaphone")}</span>
    <p class="chat-who">
      <b>${lines[0]?.name}</b>
      <time class="numbers">${timeWords(lines[0]?.at ?? now, now)}</time>
    </p>
    ${lines.map((line) => html`<p class="chat-text" dir="auto">${linked(line.text)}</p>`)}
  </li>`;
}

/** Own lines that are not kept yet, or were refused and say why. */
export function unsentRows(lines: readonly Unsent[], actions: RowActions) {
  return repeat(
    lines,
    (line) => line.id,
    (line) => html`<li class="chat-unsent ${line.reason === null ? "" : "failed"}">
      <p class="chat-text" dir="auto">${linked(line.text)}</p>
      <p class="chat-state">${line.reason ?? say("chat.waiting")} ${remedy(line, actions)}</p>
    </li>`,
  );
}

function remedy({ id, reason, final }: Unsent, actions: RowActions) {
  if (reason === null) return nothing;
  const [word, act] = final
    ? ([say("chat.edit"), actions.edit] as const)
    : ([say("chat.retry"), actions.retry] as const);
  return html`<button class="link-button" type="button" @click=${() => act(id)}>${word}</button>`;
}
