/**
 * A hand without a pointer: arrow keys move it over the paper, Enter puts the tool down and lifts it.
 *
 * To gestures and tools it is a mouse like any other; so whatever can be drawn by a drag can be drawn
 * by keys. Near the edge it takes the paper along.
 */

import { type Gestures, KEYS, type Place, type Pointer } from "./gestures";
import { type Direction, Glide } from "./glide";
import { KeyTip } from "./key_tip";
import type { PointerTarget } from "./pointers";

/** What a hand tells that moves by keys. */
export interface KeyNews {
  /** The tool went down, or up; `dropped`: what it drew is taken back. */
  readonly told: (news: "down" | "up" | "dropped") => void;
  /** It came to rest. */
  readonly rested: (at: Place) => void;
}

export interface KeyHandOptions extends KeyNews {
  readonly gestures: Gestures;
  readonly target: PointerTarget;
  /** Whether keys draw just now, or are somebody else's. */
  readonly draws: () => boolean;
  /** Moves the paper by so many CSS pixels. */
  readonly pan: (dx: number, dy: number) => void;
}

/** CSS pixels between it and the edges, where bars float. */
const MARGIN = 96;
const RESTS_AFTER = 600; // ms

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export class KeyHand {
  readonly #host: HTMLElement;
  readonly #options: KeyHandOptions;
  readonly #tip: KeyTip;
  readonly #glide = new Glide();
  #place: Place | null = null;
  /** Where in the window a pointer was since: what that is on the paper is asked for when keys go on. */
  #met: Place | null = null;
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** Listens to `host`, which has the focus. */
  constructor(host: HTMLElement, options: KeyHandOptions) {
    this.#host = host;
    this.#options = options;
    this.#tip = new KeyTip(host);
    const before = { capture: true }; // what would move the paper
    host.addEventListener("keydown", (event) => this.#press(event), before);
    host.addEventListener("keyup", (event) => this.#release(event));
    host.addEventListener("blur", () => this.#leave());
    host.addEventListener("pointermove", (event) => this.#giveWay(event));
    host.addEventListener("pointerdown", (event) => this.#giveWay(event));
  }

  get #down(): boolean {
    return this.#options.gestures.drawsWith(KEYS);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#options.draws()) return;
    const direction = ARROWS[event.key];
    if (direction) this.#steer(direction, event);
    else if (event.key === "Enter" && !event.repeat) this.#toggle(event.timeStamp);
    else if (event.key === "Escape" && this.#down) this.#drop();
    else {
      this.#glide.stride = event.shiftKey;
      return;
    }
    event.preventDefault();
  }

  #steer(direction: Direction, { shiftKey, timeStamp }: KeyboardEvent): void {
    this.#glide.stride = shiftKey;
    const step = this.#glide.press(direction, timeStamp);
    if (step.x !== 0 || step.y !== 0) this.#move(step, timeStamp);
    if (this.#frame === 0) this.#frame = requestAnimationFrame((time) => this.#go(time));
  }

  #release(event: KeyboardEvent): void {
    this.#glide.stride = event.shiftKey;
    const direction = ARROWS[event.key];
    if (direction) this.#glide.release(direction);
  }

  #go(time: number): void {
    this.#frame = 0;
    if (!this.#glide.moving) return;
    const way = this.#glide.tick(time);
    if (way.x !== 0 || way.y !== 0) this.#move(way, time);
    this.#frame = requestAnimationFrame((next) => this.#go(next));
  }

  #move(way: Place, time: number): void {
    const at = this.#start();
    const { clientWidth: width, clientHeight: height } = this.#host;
    const [x, y] = [kept(at.x, way.x, width), kept(at.y, way.y, height)];
    const [dx, dy] = [x - at.x - way.x, y - at.y - way.y];
    if (dx !== 0 || dy !== 0) this.#options.pan(dx, dy);
    this.#place = { x, y };
    this.#show();
    const pointer = this.#pointer(time);
    this.#options.target.hover(pointer);
    if (this.#down) this.#options.target.draw([pointer]);
    else this.#options.gestures.move(pointer);
    this.#waitForRest();
  }

  #toggle(time: number): void {
    this.#start();
    const { gestures, told } = this.#options;
    const before = this.#down;
    if (before) gestures.release(KEYS);
    else gestures.press(this.#pointer(time), "point");
    this.#show();
    if (this.#down !== before) told(before ? "up" : "down"); // else a mouse is drawing
  }

  #drop(): void {
    this.#options.gestures.drop(KEYS);
    clearTimeout(this.#resting); // where the line went is no news any more
    this.#show();
    this.#options.told("dropped");
  }

  /** Where it is; where it was not on the paper yet, in the middle of what is seen. */
  #start(): Place {
    const { clientWidth: width, clientHeight: height } = this.#host;
    const at = this.#meet() ?? this.#place;
    const lost = !at || at.x > width || at.y > height;
    this.#place = lost ? { x: width / 2, y: height / 2 } : at;
    return this.#place;
  }

  #meet(): Place | null {
    if (!this.#met) return null;
    const { left, top } = this.#host.getBoundingClientRect();
    const at = { x: this.#met.x - left, y: this.#met.y - top };
    this.#met = null;
    return at;
  }

  #pointer(time: number): Pointer {
    return { id: KEYS, kind: "mouse", ...this.#start(), pressure: null, time };
  }

  /** Unless what it did has taken the focus: keys are for that, then. */
  #show(): void {
    if (this.#host.matches(":focus")) this.#tip.show(this.#start(), this.#down);
  }

  #waitForRest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#options.rested(this.#start()), RESTS_AFTER);
  }

  /** A pointer is there: keys go on from where it was last. */
  #giveWay(event: PointerEvent): void {
    if (this.#down || liesStill(event)) return;
    this.#met = { x: event.clientX, y: event.clientY };
    this.#tip.hide();
    clearTimeout(this.#resting);
  }

  #leave(): void {
    this.#glide.stop();
    this.#options.gestures.release(KEYS);
    this.#tip.hide();
    clearTimeout(this.#resting);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}

/** `from` moved by `way`, but not out of the margins of `size`: the paper goes on instead. */
export function kept(from: number, way: number, size: number): number {
  const margin = Math.min(MARGIN, size / 4);
  const to = from + way;
  if (way < 0) return Math.max(to, Math.min(from, margin));
  return Math.min(to, Math.max(from, size - margin));
}

/** Browsers say that a mouse moves, too, where it rests and the page below it has changed. */
function liesStill({ type, movementX, movementY }: PointerEvent): boolean {
  return type === "pointermove" && movementX === 0 && movementY === 0;
}
