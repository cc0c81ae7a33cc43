/** Puts into the scene what the journal says: all of the first reading at once, then one by one. */

import type { Journal } from "./journal";
import { type Draft, type Numbered, STROKE } from "./messages";
import type { Scene, SceneStroke } from "./scene";
import { decodeStroke, readStroke } from "./strokes";

export class Staging {
  readonly #scene: Scene;
  readonly #journal: Journal;
  #loading: SceneStroke[] | null = []; // strokes of the first reading, not yet shown
  #hidden = new Set<string>();

  constructor(scene: Scene, journal: Journal) {
    this.#scene = scene;
    this.#journal = journal;
  }

  /** Shows an own operation that has no number yet. */
  pend({ id, kind, body }: Draft, author: number): void {
    if (kind !== STROKE) this.showVisible();
    else this.#scene.pend({ id, seq: Infinity, author, at: 0, stroke: decodeStroke(body) });
  }

  /** A confirmed stroke; `own`: it is pended. */
  place({ id, seq, author, at, body }: Numbered, own: boolean): void {
    if (own && !this.#loading) {
      this.#scene.settle(id, seq, at);
      return;
    }
    if (own) this.#scene.withdraw(id); // it comes back in its place, with all the others
    const stroke = readStroke(body);
    if (!stroke) return;
    const placed = { id, seq, author, at, stroke };
    if (this.#loading) this.#loading.push(placed);
    else this.#scene.place(placed);
  }

  /** An own operation was refused. */
  withdraw({ id, kind }: Draft): void {
    if (kind === STROKE) this.#scene.withdraw(id);
    this.showVisible();
  }

  /** Shows what was read; returns the strokes of it that can be seen, or null where all is shown. */
  load(): readonly SceneStroke[] | null {
    if (!this.#loading) return null;
    const loaded = this.#loading;
    this.#loading = null;
    this.#hidden = this.#journal.hidden();
    this.#scene.load(loaded, this.#hidden);
    return loaded.filter(({ id }) => !this.#hidden.has(id));
  }

  showVisible(): void {
    if (this.#loading) return;
    const hidden = this.#journal.hidden();
    this.#scene.hide([...hidden].filter((id) => !this.#hidden.has(id)));
    this.#scene.show([...this.#hidden].filter((id) => !hidden.has(id)));
    this.#hidden = hidden;
  }
}

/** Whether it can be shown at all: what was kept by an older version, or damaged, may not be. */
export function isShowable({ kind, body }: Draft): boolean {
  return kind !== STROKE || readStroke(body) !== null;
}
