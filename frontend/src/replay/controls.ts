/** The buttons and keys of a replay. */

import { find, findAll } from "../ui/elements";
import { swapIcon } from "../ui/sprite";
import { say } from "../ui/words_later";
import { FIT, nextSpeed, type Playhead, SPEEDS, type Speed } from "./playhead";

const JUMP = 5_000;
const REST = "#play, #to-start, #step-back, #step-on, .replay-speeds button, #speed";

export interface Controlled {
  readonly head: Playhead;
  readonly duration: number;
  toggle(): void;
  seek(time: number): void;
}

export interface ControlActions {
  /** Whether letters and signs are shortcuts just now. */
  singles(): boolean;
  step(direction: 1 | -1): void;
  toggleChat(): void;
  toggleTint(): void;
  fit(): void;
}

export class Controls {
  readonly #page: Document;
  readonly #player: Controlled;
  readonly #actions: ControlActions;
  #resting = false;

  constructor(page: Document, player: Controlled, actions: ControlActions) {
    this.#page = page;
    this.#player = player;
    this.#actions = actions;
    this.#on("#play", () => player.toggle());
    this.#on("#to-start", () => player.seek(player.head.from));
    this.#on("#step-back", () => actions.step(-1));
    this.#on("#step-on", () => actions.step(1));
    this.#on("#show-chat", () => actions.toggleChat());
    this.#on("#tint", () => actions.toggleTint());
    this.#on("#full", () => this.#toggleFull());
    for (const button of findAll(page, "[data-speed]", HTMLElement)) {
      button.addEventListener("click", () => this.setSpeed(speedOf(button.dataset["speed"])));
    }
    page.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    this.setSpeed(player.head.speed);
  }

  setSpeed(speed: Speed): void {
    this.#player.head.speed = speed;
    for (const button of findAll(this.#page, "[data-speed]", HTMLElement)) {
      button.setAttribute("aria-pressed", String(speedOf(button.dataset["speed"]) === speed));
    }
    const words = speed === FIT ? say("replay.fit") : say("replay.rate", { speed });
    find(this.#page, "#speed [data-words]", HTMLElement).textContent = words;
    const offered = `#speeds [data-speed="${speed}"]`;
    find(this.#page, "#speed", HTMLElement).classList.toggle(
      "said-beside",
      this.#page.querySelector(offered) !== null,
    );
  }

  showPlaying(playing: boolean): void {
    const button = find(this.#page, "#play", HTMLElement);
    const words = say(playing ? "replay.pause" : "replay.play");
    button.setAttribute("aria-label", words);
    button.title = words;
    swapIcon(find(button, ".icon", SVGElement), playing ? "pause" : "play");
  }

  /** `resting`: there is nothing to play. */
  rest(resting: boolean): void {
    this.#resting = resting;
    for (const button of findAll(this.#page, REST, HTMLButtonElement)) button.disabled = resting;
  }

  #on(selector: string, act: () => void): void {
    find(this.#page, selector, HTMLElement).addEventListener("click", act);
  }

  #press(event: KeyboardEvent): void {
    if (this.#resting) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = this.#keys[event.key];
    const presses = event.key === " " || event.key === "Enter";
    if (!act || (presses && isButton(event.target))) return;
    if (isSingle(event.key) && !this.#actions.singles()) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  get #keys(): Readonly<Record<string, () => void>> {
    const { head, duration, seek } = bound(this.#player);
    return {
      " ": () => this.#player.toggle(),
      k: () => this.#player.toggle(),
      ArrowLeft: () => seek(head.time - JUMP),
      ArrowRight: () => seek(head.time + JUMP),
      PageDown: () => seek(head.time - duration / 10),
      PageUp: () => seek(head.time + duration / 10),
      Home: () => seek(head.from),
      End: () => seek(duration),
      ",": () => this.#actions.step(-1),
      ".": () => this.#actions.step(1),
      "<": () => this.setSpeed(nextSpeed(head, -1)),
      ">": () => this.setSpeed(nextSpeed(head, 1)),
      c: () => this.#actions.toggleChat(),
      w: () => this.#actions.toggleTint(),
      f: () => this.#toggleFull(),
      "0": () => this.#actions.fit(),
    };
  }

  #toggleFull(): void {
    const page = this.#page;
    if (page.fullscreenElement) void page.exitFullscreen();
    else void page.documentElement.requestFullscreen?.().catch(() => {}); // not allowed here: it stays
  }
}

function bound(player: Controlled) {
  return {
    head: player.head,
    duration: player.duration,
    seek: (time: number) => player.seek(time),
  };
}

function speedOf(text: string | undefined): Speed {
  if (text === FIT) return FIT;
  return SPEEDS.find((speed) => speed === Number(text)) ?? 1;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Speech input may say one by mistake. */
function isSingle(key: string): boolean {
  return key.length === 1 && key !== " ";
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
}
