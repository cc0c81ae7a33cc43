/** The dialog for taking a drawing away: pictures, paths, a time-lapse, the drawing's own file. */

import type { Bounds } from "../../canvas/engine/view/bounds";
import { find, findAll } from "../elements";
import type { Word } from "../words_later";
import { say } from "../words_later";
import {
  isTooLarge,
  MAX_SIDE,
  MIN_WIDTH,
  type PictureChoice,
  pictureQuery,
  pictureSize,
  sizeWithCredit,
} from "./picture_request";
import { type FilmHere, type FilmKind, type Format, NotTaken, take } from "./taking";
import { videoKind } from "./video_kinds";

export interface Drawn {
  /** The edges of all that is drawn; null: nothing. */
  all(): Bounds | null;
  view(): Bounds;
  title(): string;
  readonly film: FilmHere;
}

const BUTTONS: Readonly<Record<Format, Word>> = {
  png: "download.png",
  svg: "download.svg",
  pdf: "download.pdf",
  film: "download.film",
  file: "download.file",
};

export class DownloadDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #form: HTMLFormElement;
  readonly #url: () => string;
  readonly #drawn: Drawn;
  #taking: AbortController | null = null;

  /** `url` is asked each time: the drawing's link may be replaced while the page is open. */
  constructor(dialog: HTMLDialogElement, url: () => string, drawn: Drawn) {
    this.#dialog = dialog;
    this.#form = find(dialog, "form", HTMLFormElement);
    this.#url = url;
    this.#drawn = drawn;
    if (!videoKind()) this.#withoutVideo();
    this.#form.addEventListener("input", () => this.#preview());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#download();
    });
    find(this.#form, "[data-cancel]", HTMLElement).addEventListener("click", () => this.#cancel());
    dialog.addEventListener("close", () => this.#cancel());
    new MutationObserver(() => dialog.open && this.#preview()).observe(dialog, {
      attributeFilter: ["open"],
    });
  }

  get #format(): Format {
    return this.#chosen("format") as Format;
  }

  get #choice(): PictureChoice {
    const fields = new FormData(this.#form);
    return {
      background: this.#chosen("background") === "transparent" ? "transparent" : "paper",
      size: this.#size(fields),
      area: this.#chosen("area") === "view" ? "view" : "all",
      credit: fields.has("credit"),
      drawing: this.#format === "png" && fields.has("drawing"),
    };
  }

  #size(fields: FormData): PictureChoice["size"] {
    if (this.#format !== "png") return "own";
    const size = this.#chosen("size");
    return size === "width"
      ? { width: Math.round(Number(fields.get("width"))) }
      : { scale: Number(size) as 1 | 2 | 4 };
  }

  #chosen(name: string): string {
    return String(new FormData(this.#form).get(name) ?? "");
  }

  #withoutVideo(): void {
    find(this.#form, "[data-video]", HTMLElement).hidden = true;
    find(this.#form, "input[name=film][value=webp]", HTMLInputElement).checked = true;
  }

  /** Says what it will be; false: there is none to be had so. */
  #preview(): boolean {
    const format = this.#format;
    for (const part of findAll(this.#form, "[data-for]", HTMLElement)) {
      part.hidden = !part.dataset["for"]?.split(" ").includes(format);
    }
    find(this.#form, "[type=submit] [data-words]", HTMLElement).textContent = say(BUTTONS[format]);
    const empty = this.#drawn.all() === null;
    find(this.#form, "[type=submit]", HTMLButtonElement).disabled = empty;
    if (empty) {
      this.#tell(say("download.nothing"), false);
      return false;
    }
    if (format === "film") return this.#tell(this.#filmNote(), false);
    if (format === "file") return this.#tell("", false);
    return this.#previewPicture();
  }

  #previewPicture(): boolean {
    const choice = this.#choice;
    if (choice.size === "own") return this.#tell("", false);
    const width = "width" in choice.size ? choice.size.width : null;
    find(this.#form, "[data-width]", HTMLElement).hidden = width === null;
    const seen = choice.area === "view" ? this.#drawn.view() : this.#drawn.all();
    if (!seen) return this.#tell(say("download.nothing"), true);
    if (width !== null && !isWidth(width)) return this.#tell(say("download.noWidth"), true);
    const size = pictureSize(choice, seen);
    if (isTooLarge(size)) return this.#tell(say("download.tooLarge"), true);
    const whole = sizeWithCredit(size, choice.credit === true);
    return this.#tell(say("download.size", { ...whole }), false);
  }

  #filmNote(): string {
    const video = this.#chosen("film") === "video" ? videoKind() : null;
    if (!video) return say("download.moving");
    return say("download.video", { kind: video.ending === "mp4" ? "MP4" : "WebM" });
  }

  #tell(text: string, trouble: boolean): boolean {
    const note = find(this.#form, "[data-note]", HTMLElement);
    note.classList.toggle("trouble", trouble);
    find(note, "span", HTMLElement).textContent = text;
    return !trouble;
  }

  async #download(): Promise<void> {
    if (this.#taking || !this.#preview()) return;
    const taking = new AbortController();
    this.#busy(taking);
    try {
      await this.#take(taking.signal);
    } catch (error) {
      if (taking.signal.aborted) this.#preview();
      else this.#tell(error instanceof NotTaken ? error.message : say("download.unreached"), true);
    } finally {
      this.#busy(null);
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    const wish = {
      format: this.#format,
      film: this.#chosen("film") as FilmKind,
      query: pictureQuery(this.#choice, this.#drawn.view()),
    };
    const progress = (share: number) => this.#show(share);
    const { film } = this.#drawn;
    const { blob, ending } = await take(wish, this.#url(), film, progress, signal);
    save(blob, `${this.#drawn.title() || say("download.fileName")}.${ending}`);
    this.#dialog.close();
  }

  #cancel(): void {
    this.#taking?.abort();
  }

  #busy(taking: AbortController | null): void {
    this.#taking = taking;
    find(this.#form, "[type=submit]", HTMLElement).classList.toggle("busy", taking !== null);
    const slow = taking !== null && this.#format === "film";
    find(this.#form, "[data-cancel]", HTMLElement).hidden = !slow;
    const bar = find(this.#form, "[data-progress]", HTMLProgressElement);
    bar.hidden = !slow;
    bar.removeAttribute("value"); // until something is known
  }

  #show(share: number): void {
    find(this.#form, "[data-progress]", HTMLProgressElement).value = share;
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
