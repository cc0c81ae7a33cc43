/** What people said, at its moment: a bubble on the paper for as long as it takes to read. */

import { html, render } from "lit/html.js";
import { avatar, type Face } from "../ui/person";
import { say } from "../ui/words_later";

/** A line at its moment. */
export interface Said extends Face {
  /** ms of the replay */
  readonly time: number;
  readonly text: string;
}

const READ_MS = 4_500;

/** The line to be read at a moment: the latest, unless it has been there for long. (pure) */
export function saidAt(lines: readonly Said[], time: number, rate: number): Said | null {
  const last = lines.findLast((line) => line.time <= time);
  return last && time - last.time <= READ_MS * Math.max(1, rate) ? last : null;
}

export class SaidBubble {
  readonly #bubble: HTMLElement;
  readonly #tell: (words: string) => void;
  lines: readonly Said[] = [];
  #enabled = true;
  #shown: Said | null = null;

  /** `tell` hears each line that comes up, for those who do not see it. */
  constructor(bubble: HTMLElement, tell: (words: string) => void) {
    this.#bubble = bubble;
    this.#tell = tell;
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  set enabled(enabled: boolean) {
    this.#enabled = enabled;
    if (!enabled) this.show(Number.NEGATIVE_INFINITY, 1);
  }

  show(time: number, rate: number): void {
    const said = this.#enabled ? saidAt(this.lines, time, rate) : null;
    if (said === this.#shown) return;
    this.#shown = said;
    this.#bubble.hidden = said === null;
    if (!said) return;
    this.#tell(say("replay.said", { name: said.name, text: said.text }));
    render(
      html`${avatar(said)}<b dir="auto" data-hue=${said.hue % 8}>${said.name}</b>
        <span dir="auto">${said.text}</span>`,
      this.#bubble,
    );
  }
}
