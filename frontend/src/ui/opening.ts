/** A drawing's file, dropped on the page or chosen, becomes a drawing again. */

import { find } from "./elements";
import { say } from "./words_later";

export function takeFiles(page: Document): void {
  const form = find(page, "form[data-open]", HTMLFormElement);
  const field = find(form, "input[type=file]", HTMLInputElement);
  find(form, "[data-choose]", HTMLElement).addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    const file = field.files?.[0];
    if (file) void open(form, file);
    field.value = ""; // the same file may be chosen again
  });
  page.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    page.body.classList.add("dropping");
  });
  page.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) page.body.classList.remove("dropping");
  });
  page.addEventListener("drop", (event) => {
    page.body.classList.remove("dropping");
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void open(form, file);
  });
}

async function open(form: HTMLFormElement, file: File): Promise<void> {
  const note = find(form, "[data-note]", HTMLElement);
  if (file.size > Number(form.dataset["most"])) {
    note.textContent = say("open.tooLarge"); // a server's refusal may be lost amid so much sending
    return;
  }
  note.textContent = say("open.opening");
  const fields = new FormData(form);
  fields.set("file", file);
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body: fields, headers });
    const answer = (await response.json()) as { url?: string; reason?: string };
    if (answer.url) location.assign(answer.url);
    else note.textContent = answer.reason ?? say("open.unreached");
  } catch {
    note.textContent = say("open.unreached");
  }
}
