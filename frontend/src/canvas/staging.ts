/** Puts into the scene what the journal says: all of the first reading at once, then one by one. */

import { AS_MADE, type Fold, type Version } from "./fold";
import { readItem } from "./items";
import type { Journal } from "./journal";
import { type Draft, ITEMS, type Numbered } from "./messages";
import type { Bulk, Scene, SceneItem } from "./scene";

export class Staging {
  readonly #scene: Scene;
  readonly #journal: Journal;
  #loading: SceneItem[] | null = []; // items of the first reading, not yet shown
  #bulk: Bulk | null = null; // those before them
  #hidden = new Set<string>();
  #versions = new Map<string, Version>();
  #paper: number | null = null;

  constructor(scene: Scene, journal: Journal) {
    this.#scene = scene;
    this.#journal = journal;
  }

  /** Shows an own operation that has no number yet. */
  pend(draft: Draft, author: number): void {
    if (!ITEMS.has(draft.kind)) {
      this.refresh([draft]);
      return;
    }
    const item = readItem({ ...draft, seq: this.#journal.standIn(draft.id), author, at: 0 });
    if (item) this.#scene.pend(item);
  }

  /** Very many confirmed items, the first there are. */
  begin(bulk: Bulk): void {
    this.#bulk = bulk;
  }

  /** A confirmed item; `own`: it is pended. */
  place(operation: Numbered, own: boolean): void {
    const { id, seq, at } = operation;
    if (own && !this.#loading) {
      this.#scene.settle(id, seq, at);
      return;
    }
    if (own) this.#scene.withdraw(id); // it comes back in its place, with all the others
    const item = readItem(operation);
    if (!item) return;
    if (this.#loading) this.#loading.push(item);
    else this.#scene.place(item);
  }

  /** An own operation was refused. */
  withdraw(draft: Draft): void {
    if (ITEMS.has(draft.kind)) this.#scene.withdraw(draft.id);
    this.refresh([draft]);
  }

  /** Shows what was read; false: all of it is shown. */
  load(): boolean {
    if (!this.#loading) return false;
    const loaded = this.#loading;
    this.#loading = null;
    const fold = this.#journal.folded();
    this.#hidden = fold.hidden();
    this.#versions = fold.versions();
    this.#scene.load(loaded, this.#hidden, this.#versions, this.#bulk);
    this.#bulk = null;
    this.#colorPaper(fold);
    return true;
  }

  /** Some operations were applied, or taken away again: shows what they did to what was there. */
  refresh(operations: readonly Draft[]): void {
    if (this.#loading || operations.length === 0) return;
    const fold = this.#journal.folded();
    const concerned = operations.map((operation) => fold.concerned(operation));
    if (concerned.includes(null)) this.#refreshAll(fold);
    else this.#show(fold, new Set(concerned.flatMap((ids) => ids ?? [])), (id) => fold.hides(id));
  }

  #refreshAll(fold: Fold): void {
    const hidden = fold.hidden();
    const gone = [...hidden].filter((id) => !this.#hidden.has(id));
    const back = [...this.#hidden].filter((id) => !hidden.has(id));
    const changed = [...this.#versions.keys(), ...fold.versions().keys()];
    this.#show(fold, new Set([...gone, ...back, ...changed]), (id) => hidden.has(id));
  }

  #show(fold: Fold, ids: ReadonlySet<string>, hides: (id: string) => boolean): void {
    this.#showVersions(fold, ids);
    const hidden = [...ids].filter((id) => hides(id) && !this.#hidden.has(id));
    const shown = [...ids].filter((id) => !hides(id) && this.#hidden.has(id));
    for (const id of hidden) this.#hidden.add(id);
    for (const id of shown) this.#hidden.delete(id);
    this.#scene.hide(hidden);
    this.#scene.show(shown);
    this.#colorPaper(fold);
  }

  #showVersions(fold: Fold, ids: ReadonlySet<string>): void {
    const versions = new Map<string, Version>();
    for (const id of ids) {
      const version = fold.version(id);
      if (version === AS_MADE && !this.#versions.delete(id)) continue;
      if (version !== AS_MADE) this.#versions.set(id, version);
      versions.set(id, version);
    }
    if (versions.size > 0) this.#scene.change(versions);
  }

  #colorPaper({ paper }: Fold): void {
    if (paper !== this.#paper) this.#scene.paper(paper);
    this.#paper = paper;
  }
}

/** Whether it can be shown at all: what was kept by a newer version, or damaged, may not be. */
export function isShowable(draft: Draft): boolean {
  return !ITEMS.has(draft.kind) || readItem({ ...draft, seq: 0, author: 0, at: 0 }) !== null;
}
