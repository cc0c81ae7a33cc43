/**
 * Takes a colour up from the paper: a ring follows the pointer and shows what is under it, enlarged.
 *
 * A mouse or pen picks where it is pressed, a finger drags the ring above itself and picks where it is
 * lifted; arrow keys move it, by more with Shift, and Enter picks.
 */

import { find } from "../elements";
import { colourName, middleOf, toHex } from "./colour";

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What is seen around a place, so many device pixels square. */
export type Look = (place: Place, side: number) => CanvasRenderingContext2D;

export interface PickerActions {
  picked(color: number): void;
  /** It is put away, whether a colour was picked or not. */
  closed(): void;
}

const SIDE = 11; // device pixels in the ring, odd: the middle one is picked
const CELL = 11; // CSS pixels each
/** CSS pixels: so far above a finger, which would hide it. */
const ABOVE_FINGER = 96;
const STEP = 2;
const STRIDE = 24;

const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export class ColourPicker {
  readonly #field: HTMLElement;
  readonly #ring: HTMLElement;
  readonly #glass: HTMLCanvasElement;
  readonly #news: HTMLElement;
  readonly #look: Look;
  readonly #actions: PickerActions;
  #place: Place = { x: 0, y: 0 };
  #color = 0;

  /** `field` lies over the paper while a colour is picked. */
  constructor(field: HTMLElement, look: Look, actions: PickerActions) {
    this.#field = field;
    this.#ring = find(field, ".picking-ring", HTMLElement);
    this.#glass = find(field, "canvas", HTMLCanvasElement);
    this.#news = find(field, "[role=status]", HTMLElement);
    this.#look = look;
    this.#actions = actions;
    this.#glass.width = this.#glass.height = SIDE;
    field.addEventListener("pointermove", (event) => this.#follow(event));
    field.addEventListener("pointerdown", (event) => this.#press(event));
    field.addEventListener("pointerup", (event) => this.#lift(event));
    field.addEventListener("pointercancel", () => this.close());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.close());
  }

  get open(): boolean {
    return !this.#field.hidden;
  }

  /** Begins at a place in the window; without one in the middle of the paper. */
  start(at: Place | null): void {
    this.#field.hidden = false;
    this.#field.focus({ preventScroll: true });
    const { left, top, width, height } = this.#field.getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    const { x, y } = at ?? middle;
    this.#show({ x: x - left, y: y - top });
  }

  close(): void {
    if (!this.open) return;
    this.#field.hidden = true;
    this.#news.textContent = "";
    this.#actions.closed();
  }

  #follow(event: PointerEvent): void {
    const { left, top } = this.#field.getBoundingClientRect();
    const above = event.pointerType === "touch" ? ABOVE_FINGER : 0;
    this.#show({ x: event.clientX - left, y: event.clientY - top - above });
  }

  #press(event: PointerEvent): void {
    event.preventDefault(); // the field keeps the focus
    if (event.button === 0) {
      this.#field.setPointerCapture(event.pointerId);
      this.#follow(event);
    } else this.close();
  }

  #lift(event: PointerEvent): void {
    this.#follow(event);
    this.#pick();
  }

  #key(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (arrow) this.#step(arrow, event.shiftKey ? STRIDE : STEP);
    else if (event.key === "Enter" || event.key === " ") this.#pick();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(way: Place, by: number): void {
    const { clientWidth, clientHeight } = this.#field;
    this.#show({
      x: Math.min(clientWidth - 1, Math.max(0, this.#place.x + way.x * by)),
      y: Math.min(clientHeight - 1, Math.max(0, this.#place.y + way.y * by)),
    });
    this.#news.textContent = colourName(this.#color);
  }

  #pick(): void {
    const color = this.#color;
    this.close();
    this.#actions.picked(color);
  }

  #show(place: Place): void {
    this.#place = place;
    const seen = this.#look(place, SIDE);
    this.#color = middleOf(seen.getImageData(0, 0, SIDE, SIDE));
    this.#glass.getContext("2d")?.drawImage(seen.canvas, 0, 0);
    const { style } = this.#ring;
    style.setProperty("--under", toHex(this.#color));
    style.setProperty("--cells", `${SIDE * CELL}px`);
    style.transform = `translate(${place.x}px, ${place.y}px)`;
    this.#ring.dataset["colour"] = toHex(this.#color);
  }
}
