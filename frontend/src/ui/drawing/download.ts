/** The download dialog: a PNG of all or of what is seen, as large as one wants. */

import type { Bounds } from "../../canvas/engine/bounds";
import { find } from "../elements";
import { say, type Word } from "../words";
import {
  isTooLarge,
  MAX_SIDE,
  MIN_WIDTH,
  type PictureChoice,
  pictureQuery,
  pictureSize,
} from "./picture_request";

export interface Drawn {
  /** The edges of all that is drawn; null: nothing. */
  all(): Bounds | null;
  view(): Bounds;
  title(): string;
}

const REFUSALS: Readonly<Record<number, Word>> = {
  400: "download.tooLarge",
  403: "download.gone",
  404: "download.gone",
  410: "download.gone",
  413: "download.tooLarge",
  429: "download.busy",
  503: "download.busy",
};

export class DownloadDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #form: HTMLFormElement;
  readonly #url: () => string;
  readonly #drawn: Drawn;

  /** `url` is asked each time: the drawing's link may be replaced while the page is open. */
  constructor(dialog: HTMLDialogElement, url: () => string, drawn: Drawn) {
    this.#dialog = dialog;
    this.#form = find(dialog, "form", HTMLFormElement);
    this.#url = url;
    this.#drawn = drawn;
    this.#form.addEventListener("input", () => this.#preview());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#download();
    });
    new MutationObserver(() => dialog.open && this.#preview()).observe(dialog, {
      attributeFilter: ["open"],
    });
  }

  get #choice(): PictureChoice {
    const fields = new FormData(this.#form);
    const size = fields.get("size");
    return {
      background: fields.get("background") === "transparent" ? "transparent" : "white",
      size:
        size === "width"
          ? { width: Math.round(Number(fields.get("width"))) }
          : { scale: Number(size) as 1 | 2 | 4 },
      area: fields.get("area") === "view" ? "view" : "all",
    };
  }

  /** Says how large the picture will be; false: there is none to be had so. */
  #preview(): boolean {
    const choice = this.#choice;
    find(this.#form, "[data-width]", HTMLElement).hidden = !("width" in choice.size);
    const seen = choice.area === "view" ? this.#drawn.view() : this.#drawn.all();
    if (!seen) return this.#tell(say("download.nothing"), true);
    if ("width" in choice.size && !isWidth(choice.size.width)) {
      return this.#tell(say("download.noWidth"), true);
    }
    const size = pictureSize(choice, seen);
    if (isTooLarge(size)) return this.#tell(say("download.tooLarge"), true);
    return this.#tell(say("download.size", { ...size }), false);
  }

  #tell(text: string, trouble: boolean): boolean {
    const note = find(this.#form, "[data-note]", HTMLElement);
    note.classList.toggle("trouble", trouble);
    find(note, "span", HTMLElement).textContent = text;
    return !trouble;
  }

  async #download(): Promise<void> {
    if (!this.#preview()) return;
    const button = find(this.#form, "[type=submit]", HTMLElement);
    if (button.classList.contains("busy")) return;
    button.classList.add("busy");
    try {
      await this.#fetch();
    } catch {
      this.#tell(say("download.unreached"), true);
    } finally {
      button.classList.remove("busy");
    }
  }

  async #fetch(): Promise<void> {
    const response = await fetch(
      `${this.#url()}?${pictureQuery(this.#choice, this.#drawn.view())}`,
    );
    if (!response.ok) {
      this.#tell(say(REFUSALS[response.status] ?? "download.odd"), true);
      return;
    }
    save(await response.blob(), `${this.#drawn.title() || say("download.fileName")}.png`);
    this.#dialog.close();
  }
}

function isWidth(width: number): boolean {
  return width >= MIN_WIDTH && width <= MAX_SIDE;
}

function save(picture: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = name.replace(/[\\/:*?"<>|]/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
