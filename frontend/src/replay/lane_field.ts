/** The timeline on the page: lanes of bars, dots of chat, and the playhead one drags along them. */

import { capture } from "../canvas/engine/hands/pointers";
import type { Participant } from "../canvas/messages";
import { clockWords, elapsedWords } from "../ui/credit/times";
import { find } from "../ui/elements";
import { say } from "../ui/words_later";
import { barsOf } from "./lanes";
import type { Recording } from "./recording";

const DOT = 3;
/** The height of a lane whose name is not shown, as in lanes.css. */
const LANE = 16;

export interface LaneOptions {
  /** It may go on, and others may draw in it: `tell` says so. */
  readonly recording: Recording;
  readonly people: readonly Participant[];
  /** ms since the epoch at a moment of the replay. */
  clockAt(time: number): number;
  readonly severalDays: boolean;
  seek(time: number): void;
}

export class LaneField {
  readonly #field: HTMLElement;
  readonly #names: HTMLElement;
  readonly #later: HTMLCanvasElement;
  readonly #played: HTMLCanvasElement;
  readonly #playhead: HTMLElement;
  readonly #options: LaneOptions;
  #dots: readonly number[] = [];
  #second = -1;

  constructor(page: Document, options: LaneOptions) {
    this.#options = options;
    this.#field = find(page, "#lane-field", HTMLElement);
    this.#names = find(page, "#lane-names", HTMLElement);
    this.#later = find(page, ".lanes-later", HTMLCanvasElement);
    this.#played = find(page, ".lanes-played", HTMLCanvasElement);
    this.#playhead = find(page, "#playhead", HTMLElement);
    this.tell();
    new ResizeObserver(() => this.#draw()).observe(this.#field);
    this.#field.addEventListener("contextrestored", () => this.#draw(), true);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    this.#listen();
  }

  /** What there is to show is another. */
  tell(): void {
    this.#playhead.setAttribute("aria-valuemax", String(Math.round(this.#duration / 1000)));
    this.#nameLanes();
    this.#draw();
  }

  /** Moments at which something was said. */
  set dots(times: readonly number[]) {
    this.#dots = times;
    this.#nameLanes();
    this.#draw();
  }

  show(time: number): void {
    const share = this.#duration > 0 ? time / this.#duration : 0;
    this.#field.style.setProperty("--played", `${100 * share}%`);
    const second = Math.floor(time / 1000);
    if (second === this.#second) return;
    this.#second = second;
    this.#playhead.setAttribute("aria-valuenow", String(second));
    const clock = clockWords(this.#options.clockAt(time), this.#options.severalDays);
    const words = say("replay.moment", { elapsed: elapsedWords(time), clock });
    this.#playhead.setAttribute("aria-valuetext", words);
  }

  get #duration(): number {
    return this.#options.recording.timeline.duration;
  }

  #nameLanes(): void {
    const named = this.#options.people.map((who) => laneName(who.name, who.hue % 8));
    if (this.#dots.length > 0) named.push(laneName(say("chat.title"), null));
    this.#names.replaceChildren(...named);
    this.#field.style.setProperty("--lanes", String(named.length));
  }

  #listen(): void {
    const field = this.#field;
    const seek = (event: PointerEvent) => {
      const { left, width } = field.getBoundingClientRect();
      this.#options.seek(((event.clientX - left) / Math.max(1, width)) * this.#duration);
    };
    field.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      capture(field, event.pointerId);
      this.#playhead.focus({ preventScroll: true });
      seek(event);
    });
    field.addEventListener("pointermove", (event) => {
      const again = !event.isTrusted; // what was dragged before there was this code
      if (again || field.hasPointerCapture(event.pointerId)) seek(event);
    });
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#later;
    if (width === 0) return;
    for (const canvas of [this.#later, this.#played]) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      const context = canvas.getContext("2d");
      context?.scale(devicePixelRatio, devicePixelRatio);
      if (context) this.#drawLanes(context, width, height);
    }
  }

  #drawLanes(context: CanvasRenderingContext2D, width: number, height: number): void {
    const lanes = this.#names.childElementCount;
    const pitch =
      this.#names.firstElementChild?.clientHeight || Math.min(LANE, height / Math.max(1, lanes));
    const style = getComputedStyle(this.#field);
    this.#drawSkips(
      context,
      height,
      width / Math.max(1, this.#duration),
      style.getPropertyValue("--line"),
    );
    for (const [lane, { number }] of this.#options.people.entries()) {
      const name = this.#names.children[lane] as HTMLElement;
      context.fillStyle = getComputedStyle(name).getPropertyValue("--hue");
      for (const { from, to, strokes } of barsOf(this.#options.recording, number, width)) {
        const tall = (pitch - 4) * (strokes > 2 ? 1 : strokes > 1 ? 0.8 : 0.6);
        context.beginPath();
        context.roundRect(
          from,
          (lane + 0.5) * pitch - tall / 2,
          Math.max(2, to - from - 1),
          tall,
          1,
        );
        context.fill();
      }
    }
    context.fillStyle = style.getPropertyValue("--ink-3");
    for (const time of this.#dots) {
      const x = (time / Math.max(1, this.#duration)) * width;
      context.beginPath();
      context.arc(x, (lanes - 0.5) * pitch, DOT, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /** Where a pause is passed over, the paper shows through. */
  #drawSkips(
    context: CanvasRenderingContext2D,
    height: number,
    scale: number,
    color: string,
  ): void {
    context.fillStyle = color;
    for (const { from, to } of this.#options.recording.timeline.skips) {
      const left = Math.round(((from + to) / 2) * scale);
      for (let y = 0; y < height; y += 6) context.fillRect(left, y, 1, 3);
    }
  }
}

function laneName(text: string, hue: number | null): HTMLElement {
  const name = document.createElement("span");
  name.className = "lane-name";
  name.dir = "auto";
  name.textContent = text;
  if (hue !== null) name.dataset["hue"] = String(hue);
  return name;
}
