/** The dialog in which one says what a picture shows. */

import { cleanDescription, described, encodeDescription } from "../../canvas/descriptions";
import type { DrawingSession } from "../../canvas/session";
import { find } from "../elements";
import { say } from "../words_later";

export interface DescribingPage {
  readonly session: Pick<DrawingSession, "descriptions" | "describe">;
  tell(news: string): void;
}

export class Describing {
  readonly #page: DescribingPage;
  readonly #field: HTMLTextAreaElement;
  #about = "";
  #before = "";

  constructor(dialog: HTMLDialogElement, page: DescribingPage) {
    this.#page = page;
    const form = find(dialog, "form", HTMLFormElement);
    this.#field = find(form, "textarea", HTMLTextAreaElement);
    form.addEventListener("submit", () => this.#keep());
    this.#field.addEventListener("keydown", (event) => {
      const submits = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (submits) form.requestSubmit();
    });
  }

  /** It is about this picture; what is said of it stands in the field. */
  begin(id: string): void {
    this.#about = id;
    this.#before = described(this.#page.session.descriptions).get(id) ?? "";
    this.#field.value = this.#before;
  }

  #keep(): void {
    const words = cleanDescription(this.#field.value);
    if (words === this.#before) return;
    this.#page.session.describe(encodeDescription({ id: this.#about, words }));
    this.#page.tell(say(words ? "describe.kept" : "describe.taken"));
  }
}
