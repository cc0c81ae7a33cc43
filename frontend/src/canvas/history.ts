/**
 * What of our own work can be undone and redone.
 *
 * It is read off our own operations, so that a reload, or another tab, knows the same history.
 * Pure.
 */

import { CHANGE, CLEAR, type Draft, HIDE, ITEMS, PAPER, REMOVE, SHOW, splitIds } from "./messages";

/** What is undone by hiding it, whatever it named: each is one step. */
const STEPS: ReadonlySet<number> = new Set([...ITEMS, CLEAR, CHANGE, PAPER, REMOVE]);

export class History {
  readonly #done: string[] = [];
  #undone: string[] = [];

  /** The operation that undo would hide. */
  get undoable(): string | null {
    return this.#done.at(-1) ?? null;
  }

  /** The operation that redo would show again. */
  get redoable(): string | null {
    return this.#undone.at(-1) ?? null;
  }

  /** Takes note of an own operation, in the order they were made. */
  record({ id, kind, body }: Draft): void {
    if (kind === HIDE) {
      for (const target of splitIds(body)) move(target, this.#done, this.#undone);
    } else if (kind === SHOW) {
      for (const target of splitIds(body)) move(target, this.#undone, this.#done);
    } else if (STEPS.has(kind)) {
      this.#done.push(id);
      this.#undone = [];
    } // else of a newer version: nothing we could undo
  }

  /** An own operation was refused: it never happened. */
  forget(draft: Draft): void {
    switch (draft.kind) {
      case HIDE:
        for (const target of splitIds(draft.body)) move(target, this.#undone, this.#done);
        break;
      case SHOW:
        for (const target of splitIds(draft.body)) move(target, this.#done, this.#undone);
        break;
      default:
        remove(draft.id, this.#done);
        remove(draft.id, this.#undone);
    }
  }
}

function remove(id: string, from: string[]): boolean {
  const at = from.lastIndexOf(id);
  if (at >= 0) from.splice(at, 1);
  return at >= 0;
}

function move(id: string, from: string[], to: string[]): void {
  if (remove(id, from)) to.push(id);
}
