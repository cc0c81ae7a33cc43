/** The drawing is not to be had any more: a clear page instead of a paper nobody keeps. */

import type { GoneReason } from "../../canvas/session";
import { find, findAll } from "../elements";
import { say, type Word } from "../words_later";

const WORDS: Readonly<Record<GoneReason, readonly [Word, Word]>> = {
  deleted: ["gone.deleted", "gone.deletedWords"],
  closed: ["gone.closed", "gone.closedWords"],
  error: ["gone.error", "gone.errorWords"],
};

/** `text`: what the server said of an error; of a closed door we know more than it says. */
export function showGone(page: Document, reason: GoneReason, text: string): void {
  for (const dialog of findAll(page, "dialog[open]", HTMLDialogElement)) dialog.close();
  const [heading, words] = WORDS[reason];
  const section = find(page, "#gone", HTMLElement);
  section.dataset["reason"] = reason;
  const title = find(section, "h2", HTMLElement);
  title.textContent = say(heading);
  find(section, "[data-words]", HTMLElement).textContent =
    (reason === "error" && text) || say(words);
  const reload = find(section, "[data-reload]", HTMLElement);
  reload.addEventListener("click", () => location.reload());
  if (reason === "closed") find(reload, "span", HTMLElement).textContent = say("gone.again");
  find(page, "#studio", HTMLElement).inert = true;
  section.hidden = false;
  title.focus();
}
