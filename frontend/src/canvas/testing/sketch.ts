/** A Scene without pixels: what a picture would show, in order. */

import type { Scene, SceneStroke } from "../scene";
import type { Stroke } from "../strokes";

export class Sketch implements Scene {
  readonly #confirmed: string[] = [];
  #pended: string[] = [];
  readonly #hidden = new Set<string>();
  readonly growing = new Map<string, number>();

  /** The strokes that can be seen, bottom to top. */
  get visible(): string[] {
    return [...this.#confirmed, ...this.#pended].filter((id) => !this.#hidden.has(id));
  }

  get pended(): readonly string[] {
    return this.#pended;
  }

  load(strokes: readonly SceneStroke[], hidden: ReadonlySet<string>): void {
    this.#confirmed.splice(0, Infinity, ...strokes.map(({ id }) => id));
    this.#hidden.clear();
    this.hide(hidden);
  }

  place({ id }: SceneStroke): void {
    if (this.#confirmed.includes(id)) throw new Error(`${id} is placed twice`);
    this.#confirmed.push(id);
  }

  pend({ id }: SceneStroke): void {
    this.#pended.push(id);
  }

  settle(id: string): void {
    this.withdraw(id);
    this.#confirmed.push(id);
  }

  withdraw(id: string): void {
    if (!this.#pended.includes(id)) throw new Error(`${id} is not pended`);
    this.#pended = this.#pended.filter((other) => other !== id);
  }

  hide(ids: Iterable<string>): void {
    for (const id of ids) this.#hidden.add(id);
  }

  show(ids: Iterable<string>): void {
    for (const id of ids) this.#hidden.delete(id);
  }

  live(_author: number, key: string, offset: number, piece: Stroke): void {
    this.growing.set(key, offset + piece.x.length);
  }

  endLive(key: string): void {
    this.growing.delete(key);
  }
}
