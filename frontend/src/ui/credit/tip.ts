/** Who drew the stroke under the pointer: said when it rests there, or was pressed long. */

import { html, render } from "lit/html.js";
import type { Clock } from "../../canvas/clock";
import { avatar, type Face } from "../person";

const HOVERED_MS = 400;
const PRESSED_MS = 500;
/** So long one may be on the way to the tip. */
const LEAVING_MS = 350;
/** A finger covers it, and has to be lifted first. */
const LIFTED_MS = 4_000;
const WOBBLE = 4; // CSS pixels

export interface Credited {
  readonly who: Face;
  /** “Drawn by Tom · 8 min. ago” */
  readonly words: string;
  /** What can be done about it, in words. */
  readonly action: string;
  act(): void;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly kind: string;
}

export class CreditTip {
  readonly #tip: HTMLElement;
  readonly #clock: Clock;
  readonly #find: (place: Place | null) => Credited | null;
  readonly #roof: number;
  #at: Place | null = null;
  #cancel: () => void = () => {};

  /**
   * `find` also points the stroke out; asked about no place, none any more. `roof`: where the tip may
   * begin, CSS pixels from the top: below a bar that stands there.
   */
  constructor(
    tip: HTMLElement,
    clock: Clock,
    find: (place: Place | null) => Credited | null,
    roof = 8,
  ) {
    this.#tip = tip;
    this.#clock = clock;
    this.#find = find;
    this.#roof = roof;
    tip.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType !== "touch") this.hide(); // a finger leaves before its tap counts
    });
    tip.ownerDocument.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.hide();
    });
  }

  /** The pointer is here, CSS pixels from the corner of the tip's own place, or gone. */
  point(at: Place | null): void {
    if (at === this.#at) return; // gone already
    if (at && this.#at && Math.hypot(at.x - this.#at.x, at.y - this.#at.y) < WOBBLE) return;
    this.#cancel();
    const lifted = at === null && this.#at?.kind === "touch";
    this.#at = at;
    if (!this.#tip.hidden) {
      this.#cancel = this.#clock.after(lifted ? LIFTED_MS : LEAVING_MS, () => this.#leave());
    } else if (at) {
      this.#cancel = this.#clock.after(waitFor(at), () => this.#show(at));
    }
  }

  hide(): void {
    this.#cancel();
    this.#at = null;
    if (this.#tip.hidden) return;
    this.#tip.hidden = true;
    this.#find(null);
  }

  #leave(): void {
    if (this.#tip.matches(":hover, :focus-within")) return;
    const at = this.#at;
    this.hide();
    if (at) this.point(at);
  }

  #show(at: Place): void {
    const found = this.#find(at);
    if (!found) return;
    const act = () => {
      this.hide();
      found.act();
    };
    render(
      html`${avatar(found.who, "small")}<span>${found.words}</span><button
          class="tip-action"
          type="button"
          @click=${act}
        >${found.action}</button>`,
      this.#tip,
    );
    this.#tip.hidden = false;
    this.#put(at);
  }

  /** Above the pointer, within what holds it. */
  #put({ x, y }: Place): void {
    const room = (this.#tip.offsetParent ?? document.body).clientWidth;
    const { offsetWidth: width, offsetHeight: height } = this.#tip;
    const left = Math.min(Math.max(8, x - width / 2), Math.max(8, room - width - 8));
    const above = y - height - 14;
    const top = above > this.#roof ? above : Math.max(y + 18, this.#roof);
    this.#tip.style.translate = `${left}px ${top}px`;
  }
}

function waitFor({ kind }: Place): number {
  return kind === "touch" ? PRESSED_MS : HOVERED_MS;
}
