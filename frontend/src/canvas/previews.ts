/**
 * What others' pens do meanwhile, as signals tell it: a stroke is shown as it grows, and gone when it
 * is finished or dropped. One that has not grown for a while stays where its pen may only hold still:
 * for a minute, while who draws it is here, and has begun no other.
 */

import type { Clock } from "./clock";
import type { SessionListener } from "./listener";
import { prefixOf, type Signal } from "./messages";
import type { Scene } from "./scene";
import type { Stroke, Tool } from "./strokes";

const FORGOTTEN_AFTER_MS = 5_000;
const HELD_STILL_MS = 60_000;

type Ink = Extract<Signal, { type: "ink" }>;

interface Preview {
  readonly sender: number;
  readonly author: number;
  grownAt: number;
  forget: () => void;
}

export class Previews {
  readonly #open = new Map<string, Preview>();
  readonly #scene: Scene;
  readonly #clock: Clock;
  readonly #listener: SessionListener;
  readonly #authorOf: (sender: number) => number;

  /** `authorOf`: the participant behind a connection; 0: none that is known to be here. */
  constructor(
    scene: Scene,
    clock: Clock,
    listener: SessionListener,
    authorOf: (sender: number) => number,
  ) {
    this.#scene = scene;
    this.#clock = clock;
    this.#listener = listener;
    this.#authorOf = authorOf;
  }

  /** `sender` is the connection it came from. */
  hear(signal: Signal, sender: number): void {
    const author = this.#authorOf(sender);
    switch (signal.type) {
      case "ink": {
        // A shape is told anew again and again: where its pointer is, cursors say.
        const shape = signal.offset === 0 && this.#draws(author);
        this.#grow(sender, author, signal);
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
  #grow(sender: number, author: number, { prefix, offset, piece }: Ink): void {
    const key = `${sender}:${prefix}`;
    const before = this.#open.get(key);
    const preview = before ?? { sender, author, grownAt: 0, forget: () => {} };
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
      const still = this.#clock.now() - preview.grownAt;
      const left = FORGOTTEN_AFTER_MS - still;
      if (left > 0) this.#forgetLater(key, preview, left);
      else if (still < HELD_STILL_MS && this.#mayHold(preview))
        this.#forgetLater(key, preview, FORGOTTEN_AFTER_MS);
      else this.#end(key);
    });
  }

  #mayHold(preview: Preview): boolean {
    const { sender } = preview;
    const latest = [...this.#open.values()].findLast((other) => other.sender === sender);
    return latest === preview && this.#authorOf(sender) > 0;
  }

  /** The finished stroke is in the picture, perhaps for long: ink may come late. */
  finish(author: number, id: string): void {
    if (this.#open.size === 0) return;
    const ending = `:${prefixOf(id)}`;
    for (const [key, preview] of this.#open) {
      // Ink may come before the word that its author is here.
      const theirs = preview.author === author || preview.author === 0;
      if (theirs && key.endsWith(ending)) this.#end(key);
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
