/** The share dialog: the link and ways to hand it on; for the owner, who may do what with it. */

import { find, findAll } from "../elements";
import type { Word } from "../words_later";
import { say } from "../words_later";
import type { Access, PageData } from "./page_data";
import { type Posted, post } from "./post";

export interface ShareNews {
  done(text: string): void;
  trouble(text: string): void;
}

interface NewLink {
  readonly key: string;
  readonly link: string;
  readonly watch_link: string;
  readonly embed: string | null;
  readonly qr: string;
}

const NOW: Readonly<Record<Access, Word>> = {
  draw: "share.nowDraw",
  watch: "share.nowWatch",
  closed: "share.nowClosed",
};

const LEAD: Readonly<Record<Access, Word>> = {
  draw: "share.leadDraw",
  watch: "share.leadWatch",
  closed: "share.leadClosed",
};

export class ShareDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #news: ShareNews;
  #key: string;
  #link: string;
  #watchLink: string | null;
  #embed: string | null;
  #access: Access;
  #urls: PageData["urls"];

  constructor(dialog: HTMLDialogElement, page: PageData, news: ShareNews) {
    this.#dialog = dialog;
    this.#news = news;
    this.#key = page.key;
    this.#link = page.link;
    this.#watchLink = page.watch_link;
    this.#embed = page.embed;
    this.#access = page.access;
    this.#urls = page.urls;
    this.#showLink();
    this.#wireLink();
    if (page.right === "own") this.#wireOwner();
  }

  /** Where the picture is now. */
  get pictureUrl(): string {
    return this.#urls.picture;
  }

  /** After the owner agreed to it. */
  async replaceLink(): Promise<void> {
    const posted = await this.#post<NewLink>(this.#urls.replace_link, {});
    if (!posted.ok) return this.#news.trouble(posted.reason);
    this.#adopt(posted.answer);
    this.#news.done(say("share.replaced"));
  }

  #wireLink(): void {
    const copy = find(this.#dialog, "[data-copy=link]", HTMLElement);
    copy.addEventListener("click", () => this.#copy(copy, this.#link, "share.copied"));
    const field = find(this.#dialog, "input[name=link]", HTMLInputElement);
    field.addEventListener("focus", () => field.select());
    const send = find(this.#dialog, "[data-send]", HTMLElement);
    send.hidden = typeof navigator.share !== "function";
    send.addEventListener("click", () => void this.#send());
  }

  #wireOwner(): void {
    const copy = find(this.#dialog, "[data-copy=watch]", HTMLElement);
    copy.addEventListener("click", () => {
      void this.#copy(copy, this.#watchLink ?? "", "share.watchCopied");
    });
    const code = this.#dialog.querySelector<HTMLElement>("[data-copy=embed]");
    code?.addEventListener("click", () => {
      void this.#copy(code, entitled(this.#embed ?? "", document.title), "share.embedCopied");
    });
    for (const choice of this.#choices()) {
      choice.addEventListener("change", () => void this.#allow(choice.value as Access));
    }
    const branchable = this.#dialog.querySelector<HTMLInputElement>("input[name=branchable]");
    branchable?.addEventListener("change", () => void this.#allowBranches(branchable));
  }

  async #copy(button: HTMLElement, text: string, word: Word): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.#news.trouble(say("share.notCopied"));
      find(this.#dialog, "input[name=link]", HTMLInputElement).select();
      return;
    }
    this.#news.done(say(word));
    confirmOn(button);
  }

  async #send(): Promise<void> {
    try {
      await navigator.share({ title: document.title, url: this.#link });
    } catch {
      // The person closed the system's sheet: that is their answer.
    }
  }

  async #allow(access: Access): Promise<void> {
    const posted = await this.#post<{ access: Access }>(this.#urls.access, { access });
    if (posted.ok) {
      this.#access = posted.answer.access;
      find(this.#dialog, ".dialog-lead", HTMLElement).textContent = say(LEAD[this.#access]);
      this.#news.done(say(NOW[this.#access]));
    } else {
      this.#news.trouble(posted.reason);
    }
    for (const choice of this.#choices()) choice.checked = choice.value === this.#access;
  }

  async #allowBranches(box: HTMLInputElement): Promise<void> {
    const fields = { branchable: box.checked ? "yes" : "no" };
    const posted = await this.#post<{ branchable: boolean }>(this.#urls.branchable, fields);
    if (!posted.ok) {
      box.checked = !box.checked;
      return this.#news.trouble(posted.reason);
    }
    box.checked = posted.answer.branchable;
    this.#news.done(say(box.checked ? "share.branchable" : "share.notBranchable"));
  }

  #choices(): HTMLInputElement[] {
    return findAll(this.#dialog, "input[name=access]", HTMLInputElement);
  }

  #post<T>(url: string, fields: Readonly<Record<string, string>>): Promise<Posted<T>> {
    const token = find(document, "input[name=csrfmiddlewaretoken]", HTMLInputElement).value;
    return post<T>(url, token, fields, say("share.notDone"));
  }

  /** The page lives on under its new address. */
  #adopt({ key, link, watch_link, embed, qr }: NewLink): void {
    const renew = (url: string): string => url.replace(this.#key, key);
    const renewed = Object.entries(this.#urls).map(([name, url]) => [name, renew(url)]);
    this.#urls = Object.fromEntries(renewed) as PageData["urls"];
    // To log in or sign up, and come back here.
    for (const way of findAll(document, `a[href*="${this.#key}"]`, HTMLAnchorElement)) {
      way.setAttribute("href", renew(way.getAttribute("href") ?? ""));
    }
    this.#key = key;
    this.#link = link;
    this.#watchLink = watch_link;
    this.#embed = embed;
    history.replaceState(null, "", link);
    this.#showLink();
    this.#showCode(qr);
  }

  #showLink(): void {
    find(this.#dialog, "input[name=link]", HTMLInputElement).value = shortened(this.#link);
  }

  #showCode(svg: string): void {
    const code = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
    if (code) find(this.#dialog, ".share-code", HTMLElement).replaceChildren(code);
  }
}

/** A frame's code, with the drawing's title as it is now; `title` is the page's. */
export function entitled(code: string, title: string): string {
  const frame = document.createElement("iframe");
  frame.title = say("share.embedTitle", { title: title.replace(/ · DrawnBy$/, "") });
  const [named] = /title="[^"]*"/.exec(frame.outerHTML) ?? [""]; // as a browser writes it down
  return code.replace(/title="[^"]*"/, () => named);
}

/** Without what every link has. */
function shortened(link: string): string {
  return link.replace(/^https?:\/\//, "");
}

function confirmOn(button: HTMLElement): void {
  const words = find(button, "[data-words]", HTMLElement);
  const before = words.dataset["before"] ?? words.textContent ?? "";
  words.dataset["before"] = before;
  words.textContent = say("share.copiedShort");
  setTimeout(() => {
    words.textContent = before;
  }, 2_000);
}
