/**
 * What others' pens do meanwhile, as signals tell it: a stroke is shown as it grows, and gone when it
 * is finished, dropped, or has not grown for a while.
 */

import type { Clock } from "./clock";
import type { SessionListener } from "./listener";
import { prefixOf, type Signal } from "./messages";
import type { Scene } from "./scene";
import type { Stroke, Tool } from "./strokes";

const FORGOTTEN_AFTER_MS = 5_000;

type Ink = Extract<Signal, { type: "ink" }>;

interface Preview {
  readonly author: number;
  grownAt: number;
  forget: () => void;
}

export class Previews {
  readonly #open = new Map<string, Preview>();
  readonly #scene: Scene;
  readonly #clock: Clock;
  readonly #listener: SessionListener;

  constructor(scene: Scene, clock: Clock, listener: SessionListener) {
    this.#scene = scene;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** `sender` is the connection it came from, `author` the participant behind it. */
  hear(signal: Signal, sender: number, author: number): void {
    switch (signal.type) {
      case "ink": {
        // A shape is told anew again and again: where its pointer is, cursors say.
        const shape = signal.offset === 0 && this.#draws(author);
        this.#grow(`${sender}:${signal.prefix}`, author, signal);
        if (!shape) this.#pointWhereItEnds(author, signal.piece);
        break;
      }
      case "dropped":
        this.#end(`${sender}:${signal.prefix}`);
        break;
      case "cursor":
        this.#listener.cursor?.(author, signal.x, signal.y, signal.tool as Tool);
        break;
      default:
        signal satisfies never;
    }
  }

  /** A pen is where its line ends, and tells no cursor beside it. */
  #pointWhereItEnds(author: number, { x, y, style }: Stroke): void {
    this.#listener.cursor?.(author, x.at(-1) ?? 0, y.at(-1) ?? 0, style.tool);
  }

  /** New points. */
  #grow(key: string, author: number, { offset, piece }: Ink): void {
    const before = this.#open.get(key);
    const preview = before ?? { author, grownAt: 0, forget: () => {} };
    preview.grownAt = this.#clock.now();
    this.#scene.live(author, key, offset, piece);
    if (before) return;
    this.#open.set(key, preview);
    this.#forgetLater(key, preview, FORGOTTEN_AFTER_MS);
    this.#listener.drawing?.(author, true);
  }

  /** One timer a stroke, not one for each of its pieces. */
  #forgetLater(key: string, preview: Preview, wait: number): void {
    preview.forget = this.#clock.after(wait, () => {
      const left = preview.grownAt + FORGOTTEN_AFTER_MS - this.#clock.now();
      if (left > 0) this.#forgetLater(key, preview, left);
      else this.#end(key);
    });
  }

  /** The finished stroke is in the picture. */
  finish(author: number, id: string): void {
    const ending = `:${prefixOf(id)}`;
    for (const [key, preview] of this.#open) {
      if (preview.author === author && key.endsWith(ending)) this.#end(key);
    }
  }

  clear(): void {
    for (const key of [...this.#open.keys()]) this.#end(key);
  }

  #draws(author: number): boolean {
    for (const preview of this.#open.values()) if (preview.author === author) return true;
    return false;
  }

  #end(key: string): void {
    const preview = this.#open.get(key);
    if (!preview) return;
    preview.forget();
    this.#open.delete(key);
    this.#scene.endLive(key);
    if (!this.#draws(preview.author)) this.#listener.drawing?.(preview.author, false);
  }
}
