/**
 * Strokes of others whose pen is still down: shown as they grow, gone when they are finished,
 * dropped, or have not grown for a while.
 */

import type { Clock } from "./clock";
import { prefixOf } from "./messages";
import type { Scene } from "./scene";
import type { Stroke } from "./strokes";

const FORGOTTEN_AFTER_MS = 5_000;

interface Preview {
  readonly author: number;
  grownAt: number;
  forget: () => void;
}

export class Previews {
  readonly #open = new Map<string, Preview>();
  readonly #scene: Scene;
  readonly #clock: Clock;
  readonly #drawing: (author: number, active: boolean) => void;

  constructor(scene: Scene, clock: Clock, drawing: (author: number, active: boolean) => void) {
    this.#scene = scene;
    this.#clock = clock;
    this.#drawing = drawing;
  }

  /** New points; `sender` is the connection they came from. */
  grow(sender: number, author: number, prefix: string, offset: number, piece: Stroke): void {
    const key = `${sender}:${prefix}`;
    const before = this.#open.get(key);
    const preview = before ?? { author, grownAt: 0, forget: () => {} };
    preview.grownAt = this.#clock.now();
    this.#scene.live(author, key, offset, piece);
    if (before) return;
    this.#open.set(key, preview);
    this.#forgetLater(key, preview, FORGOTTEN_AFTER_MS);
    this.#drawing(author, true);
  }

  /** One timer a stroke, not one for each of its pieces. */
  #forgetLater(key: string, preview: Preview, wait: number): void {
    preview.forget = this.#clock.after(wait, () => {
      const left = preview.grownAt + FORGOTTEN_AFTER_MS - this.#clock.now();
      if (left > 0) this.#forgetLater(key, preview, left);
      else this.#end(key);
    });
  }

  drop(sender: number, prefix: string): void {
    this.#end(`${sender}:${prefix}`);
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

  draws(author: number): boolean {
    for (const preview of this.#open.values()) if (preview.author === author) return true;
    return false;
  }

  #end(key: string): void {
    const preview = this.#open.get(key);
    if (!preview) return;
    preview.forget();
    this.#open.delete(key);
    this.#scene.endLive(key);
    if (!this.draws(preview.author)) this.#drawing(preview.author, false);
  }
}
