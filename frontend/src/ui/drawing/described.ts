/** What the pictures on the paper show, in a list to be heard: lines say nothing of themselves. */

import type { Clock } from "../../canvas/clock";
import { described } from "../../canvas/descriptions";
import type { Bounds } from "../../canvas/engine/view/bounds";
import type { SceneItem } from "../../canvas/scene";

const GATHERS_MS = 500;

/** Something that lies on the paper. */
export type Lying = Pick<SceneItem, "image"> & { readonly bounds: Bounds };

export interface DescribedPage {
  readonly clock: Clock;
  readonly engine: { find(id: string): Lying | null };
  /** What was said of pictures; see descriptions.ts. */
  readonly session: { readonly descriptions: readonly Uint8Array[] };
}

export class DescribedPictures {
  readonly #list: HTMLElement;
  readonly #page: DescribedPage;
  #told = "";
  #bodies: readonly Uint8Array[] = [];
  /** What they say, by the pictures' ids. */
  #said = described([]);
  #waiting = false;

  constructor(list: HTMLElement, page: DescribedPage) {
    this.#list = list;
    this.#page = page;
    this.#tell();
  }

  /** The drawing may have changed. */
  look(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#page.clock.after(GATHERS_MS, () => {
      this.#waiting = false;
      this.#tell();
    });
  }

  #tell(): void {
    const words = this.#words();
    const told = JSON.stringify(words);
    if (told === this.#told) return;
    this.#told = told;
    this.#list.hidden = words.length === 0;
    this.#list.replaceChildren(...words.map(entry));
  }

  /** Of those that can be seen, as one reads a page: from above, then from the left. */
  #words(): string[] {
    const { engine, session } = this.#page;
    const bodies = session.descriptions;
    if (!alike(bodies, this.#bodies)) [this.#bodies, this.#said] = [[...bodies], described(bodies)];
    const seen = [...this.#said].flatMap(([id, words]) => {
      const item = engine.find(id);
      return item?.image ? [{ words, ...item.bounds }] : [];
    });
    return seen.sort((a, b) => a.top - b.top || a.left - b.left).map(({ words }) => words);
  }
}

/** The same ones: they may be very many, and are read only where any has changed. */
function alike(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  return some.length === others.length && some.every((body, index) => body === others[index]);
}

function entry(words: string): HTMLElement {
  const element = document.createElement("li");
  element.dir = "auto";
  element.textContent = words;
  return element;
}
