/**
 * Where the others' pens are: an arrow in their hue, and a name that fades when nothing moves.
 *
 * All that moved are put in place together, the less often the more they are, and the arrows of a
 * crowd do not glide: a page restyles whatever glides in every frame. So many arrows cost hardly more
 * than few. Where the paper is moved they all go along, as one.
 */

import { afterStroke, type Clock } from "../../canvas/clock";
import type { Viewport } from "../../canvas/engine/view/viewport";
import type { Participant } from "../../canvas/messages";

const STILL_AFTER_MS = 4_000;
const ARROW = "M3 2l6.2 16.4 2.6-6.6 6.6-2.6z";
const SVG = "http://www.w3.org/2000/svg";

/** ms for each arrow until they are put in place again, and the longest. */
const TURN_MS = 5;
const LONGEST_TURN_MS = 120;
/** The arrows of a crowd rest for so many more turns while one draws: its ink is seen without them. */
const RESTS_WHILE_DRAWING = 5;
const CROWD = 8;

interface Shown {
  readonly element: HTMLElement;
  who: Participant;
  x: number;
  y: number;
  stirredAt: number;
  still: boolean;
  /** As it was dressed last. */
  worn: Participant | null;
  cancel: () => void;
}

export class Cursors {
  /** What all arrows lie on; it goes along with the paper. */
  readonly #sheet: HTMLElement;
  readonly #clock: Clock;
  readonly #view: () => Viewport;
  readonly #draws: () => boolean;
  readonly #shown = new Map<number, Shown>();
  readonly #moved = new Set<Shown>();
  #waiting = false;
  /** Where the sheet lies as it was made. */
  #base: Viewport;

  /** `draws`: the person whose page it is. */
  constructor(layer: HTMLElement, clock: Clock, view: () => Viewport, draws = () => false) {
    this.#sheet = document.createElement("div");
    this.#sheet.className = "cursor-sheet";
    layer.append(this.#sheet);
    this.#clock = clock;
    this.#view = view;
    this.#draws = draws;
    this.#base = view();
  }

  /** x, y: paper units. */
  move(who: Participant, x: number, y: number): void {
    const shown = this.#shown.get(who.number) ?? this.#add(who);
    shown.x = x;
    shown.y = y;
    shown.who = who;
    this.#moved.add(shown);
    if (this.#waiting) return;
    this.#waiting = true;
    const { size } = this.#shown;
    const turn = Math.min(TURN_MS * size, LONGEST_TURN_MS);
    const rests = size < CROWD ? 0 : RESTS_WHILE_DRAWING;
    afterStroke(this.#clock, this.#draws, turn, rests, () => this.#placeMoved());
  }

  /** Someone draws: their name is wanted even where the arrow rests. */
  wake(number: number): void {
    const shown = this.#shown.get(number);
    if (shown) this.#stir(shown);
  }

  /** Only those here keep theirs; a name may have changed. */
  keep(people: ReadonlyMap<number, Participant>): void {
    for (const [number, shown] of this.#shown) {
      const who = people.get(number);
      if (who) dress(shown, who);
      else this.#remove(number, shown);
    }
  }

  /** The paper moved: the arrows go along at once. */
  follow(): void {
    if (this.#shown.size === 0) return;
    const view = this.#view();
    if (view.zoom === this.#base.zoom) {
      const { x, y } = view.toScreen(this.#base);
      this.#sheet.style.transform = `translate(${x}px, ${y}px)`;
      return;
    }
    this.#rebase(view);
    for (const shown of this.#shown.values()) {
      shown.element.classList.add("carried");
      this.#place(shown);
    }
  }

  #rebase(view: Viewport): void {
    this.#base = view;
    this.#sheet.style.transform = "";
  }

  #placeMoved(): void {
    this.#waiting = false;
    this.#sheet.classList.toggle("crowded", this.#shown.size >= CROWD);
    for (const shown of this.#moved) {
      dress(shown, shown.who);
      shown.element.classList.remove("carried");
      this.#place(shown);
      this.#stir(shown);
    }
    this.#moved.clear();
  }

  #add(who: Participant): Shown {
    const element = makeCursor();
    const fresh = { x: 0, y: 0, stirredAt: 0, still: true, worn: null, cancel: () => {} };
    const shown: Shown = { element, who, ...fresh };
    element.classList.add("carried");
    if (this.#shown.size === 0) this.#rebase(this.#view());
    this.#sheet.append(element);
    this.#shown.set(who.number, shown);
    return shown;
  }

  #remove(number: number, shown: Shown): void {
    shown.cancel();
    this.#moved.delete(shown);
    shown.element.remove();
    this.#shown.delete(number);
  }

  #place({ element, x, y }: Shown): void {
    const at = this.#base.toScreen({ x, y });
    element.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }

  #stir(shown: Shown): void {
    shown.stirredAt = this.#clock.now();
    if (!shown.still) return;
    shown.still = false;
    shown.element.classList.remove("still");
    this.#calmLater(shown, STILL_AFTER_MS);
  }

  #calmLater(shown: Shown, wait: number): void {
    shown.cancel = this.#clock.after(wait, () => {
      const left = shown.stirredAt + STILL_AFTER_MS - this.#clock.now();
      if (left > 0) {
        this.#calmLater(shown, left);
        return;
      }
      shown.still = true;
      shown.element.classList.add("still");
    });
  }
}

function dress(shown: Shown, who: Participant): void {
  if (shown.worn === who) return;
  shown.worn = who;
  const { element } = shown;
  const { name, hue } = who;
  const wanted = String(hue % 8);
  if (element.dataset["hue"] !== wanted) element.dataset["hue"] = wanted;
  const tag = element.lastElementChild;
  if (tag && tag.textContent !== name) tag.textContent = name;
}

function makeCursor(): HTMLElement {
  const element = document.createElement("div");
  element.className = "cursor";
  const arrow = document.createElementNS(SVG, "svg");
  arrow.setAttribute("class", "cursor-arrow");
  arrow.setAttribute("viewBox", "0 0 22 22");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ARROW);
  arrow.append(path);
  const name = document.createElement("span");
  name.className = "cursor-name";
  element.append(arrow, name);
  return element;
}
