/**
 * What of our own work can be undone and redone.
 *
 * It is read off our own operations, so that a reload, or another tab, knows the same history.
 * Pure.
 */

import {
  CHANGE,
  CLEAR,
  DESCRIBE,
  type Draft,
  HIDE,
  ITEMS,
  PAPER,
  REMOVE,
  SHOW,
  splitIds,
} from "./messages";

/** What is undone by hiding it, whatever it named: each is one step. */
const STEPS: ReadonlySet<number> = new Set([...ITEMS, CLEAR, CHANGE, PAPER, REMOVE, DESCRIBE]);

const ACT_LENGTH = 24; // hexadecimal digits that the ids of an act have in common

/** The id of the next operation of an act: what was made together is undone together. */
export function idInAct(act: string, index: number): string {
  return act.slice(0, ACT_LENGTH) + index.toString(16).padStart(act.length - ACT_LENGTH, "0");
}

function follows(id: string, before: string | undefined): boolean {
  const number = Number.parseInt((before ?? "").slice(ACT_LENGTH), 16);
  return before !== undefined && id === idInAct(before, number + 1);
}

type Step = readonly string[];

export class History {
  readonly #done: Step[] = [];
  #undone: Step[] = [];

  /** The operations that undo would hide. */
  get undoable(): Step | null {
    return this.lastBut([]);
  }

  /** The operations that undo would hide if these had not been made. */
  lastBut(ids: readonly string[]): Step | null {
    return this.#done.findLast(([id = ""]) => !ids.includes(id)) ?? null;
  }

  /** The operations that redo would show again. */
  get redoable(): Step | null {
    return this.#undone.at(-1) ?? null;
  }

  /** Takes note of an own operation, in the order they were made. */
  record({ id, kind, body }: Draft): void {
    if (kind === HIDE) {
      for (const target of splitIds(body)) move(target, this.#done, this.#undone);
    } else if (kind === SHOW) {
      for (const target of splitIds(body)) move(target, this.#undone, this.#done);
    } else if (STEPS.has(kind)) {
      this.#step(id);
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

  #step(id: string): void {
    const last = this.#done.at(-1) ?? [];
    if (follows(id, last.at(-1))) this.#done[this.#done.length - 1] = [...last, id];
    else this.#done.push([id]);
    this.#undone = [];
  }
}

/** One operation of a step never was; the others were. */
function remove(id: string, from: Step[]): void {
  const at = from.findLastIndex((step) => step.includes(id));
  if (at < 0) return;
  const left = (from[at] as Step).filter((other) => other !== id);
  from.splice(at, 1, ...(left.length > 0 ? [left] : []));
}

/** A step goes as a whole, with the first of its operations. */
function move(id: string, from: Step[], to: Step[]): void {
  const at = from.findLastIndex((step) => step.includes(id));
  if (at >= 0) to.push(...from.splice(at, 1));
}
