/**
 * What can be seen after a log of operations.
 *
 * The twin of Fold in canvas/log.py, where its rules are told; tests/wire/visibility.json and
 * changes.json hold both to the same answers. A fold may lie on top of another one, which it leaves
 * as it is: so what is not agreed yet costs only as much as there is of it.
 */

import { type Change, ChangeError, readChange, readColor } from "./changes";
import {
  CHANGE,
  CLEAR,
  type Draft,
  HIDE,
  ITEMS,
  MOST_IDS,
  PAPER,
  REMOVE,
  SHOW,
  splitIds,
} from "./messages";

/** Something done to items or to the paper, which can be taken back. */
interface Act {
  readonly kind: number;
  readonly seq: number;
  readonly body: Uint8Array;
  readonly hidden: boolean;
  /** Of a paper. */
  readonly color: number;
  /** Of a change; null: those it names are removed. */
  readonly change: Change | null;
}

/** One thing that was done to an item and not taken back. */
interface Done {
  /** Null: removed. */
  readonly change: Change | null;
  /** In the stack, if it was brought to the front. */
  readonly place: number;
}

/** How an item lies otherwise than it was made. */
export interface Version {
  /** What was done to it, in order. */
  readonly changes: readonly Change[];
  /** How high it lies in the stack: where others have their `seq`. Null: where it was made. */
  readonly place: number | null;
}

export const AS_MADE: Version = { changes: [], place: null };

export class Fold {
  readonly #below: Fold | null;
  /** When an item was shown last; negative: it is hidden, and was shown then. */
  readonly #items = new Map<string, number>();
  readonly #acts = new Map<string, Act>();
  /** The ids of changes and removes, in order. */
  readonly #doers: string[] = [];
  /**
   * By an item's id, a number each, for a log may name items by the million: which doer, and, in
   * parts of MOST_IDS, where among the items that it named.
   */
  readonly #doneTo = new Map<string, number[]>();
  /** The ids of acts that concern all: there are few of them. */
  readonly #clears: string[] = [];
  readonly #papers: string[] = [];

  constructor(below: Fold | null = null) {
    this.#below = below;
  }

  /** Operations come in the order of `seq`. */
  apply(operation: Draft, seq: number): void {
    const { id, kind, body } = operation;
    if (ITEMS.has(kind)) this.#items.set(id, seq);
    else if (kind !== HIDE && kind !== SHOW) this.#act(operation, seq);
    else for (const target of splitIds(body)) this.#say(target, kind === HIDE, seq);
  }

  /** The items that an operation, already applied, may have given another look; null: any. */
  concerned({ kind, body }: Draft): readonly string[] | null {
    if (kind === CLEAR) return null;
    const ids = new Set<string>();
    for (const id of namedIds(kind, body)) {
      const act = this.#findAct(id);
      if (act?.kind === CLEAR) return null;
      if (!act) ids.add(id);
      else for (const item of namedIds(act.kind, act.body)) ids.add(item);
    }
    return [...ids].filter((id) => this.#shownAt(id) !== undefined);
  }

  /** The items that cannot be seen. */
  hidden(): Set<string> {
    const clearedAt = this.#clearedAt();
    const hidden = new Set<string>();
    for (const id of this.#itemIds()) if (this.#isHidden(id, clearedAt)) hidden.add(id);
    return hidden;
  }

  /** Whether one item cannot be seen. */
  hides(id: string): boolean {
    return this.#isHidden(id, this.#clearedAt());
  }

  /** The items that lie otherwise than they were made. */
  versions(): Map<string, Version> {
    const versions = new Map<string, Version>();
    for (const id of this.#changedIds()) {
      const version = this.version(id);
      if (version !== AS_MADE) versions.set(id, version);
    }
    return versions;
  }

  /** How one item lies. */
  version(id: string): Version {
    if (!this.#isDoneTo(id)) return AS_MADE;
    const changes: Change[] = [];
    let place: number | null = null;
    for (const done of this.#standing(id)) {
      if (!done.change) continue;
      if (done.change.move || done.change.color !== null) changes.push(done.change);
      if (done.change.fronted) place = done.place;
    }
    return changes.length > 0 || place !== null ? { changes, place } : AS_MADE;
  }

  /** The colour somebody gave the paper, 0xRRGGBB. */
  get paper(): number | null {
    const papers = this.#rare((fold) => fold.#papers);
    return papers.findLast(({ hidden }) => !hidden)?.color ?? null;
  }

  #isHidden(id: string, clearedAt: number): boolean {
    const shownAt = this.#shownAt(id);
    if (shownAt === undefined || shownAt <= clearedAt) return true;
    if (!this.#isDoneTo(id)) return false;
    for (const { change } of this.#standing(id)) if (!change) return true;
    return false;
  }

  #say(id: string, hidden: boolean, seq: number): void {
    const act = this.#findAct(id);
    if (act) this.#acts.set(id, { ...act, hidden });
    const shownAt = this.#shownAt(id);
    if (shownAt !== undefined) this.#items.set(id, hidden ? -Math.abs(shownAt) : seq);
  }

  #act({ id, kind, body }: Draft, seq: number): void {
    try {
      const color = kind === PAPER ? readColor(body) : 0;
      const { change = null, ids } = kind === CHANGE ? readChange(body) : { ids: splitIds(body) };
      if (kind === CLEAR) this.#clears.push(id);
      else if (kind === PAPER) this.#papers.push(id);
      else if (kind === CHANGE || kind === REMOVE) this.#do(id, ids);
      else return; // of a newer version: without effect here
      this.#acts.set(id, { kind, seq, body, hidden: false, color, change });
    } catch (error) {
      if (!(error instanceof ChangeError)) throw error; // a newer one, too
    }
  }

  #do(act: string, ids: readonly string[]): void {
    const number = this.#doerCount;
    this.#doers.push(act);
    for (const [index, id] of ids.entries()) {
      if (this.#shownAt(id) === undefined) continue;
      const before = this.#doneTo.get(id);
      if (before) before.push(number + index / MOST_IDS);
      else this.#doneTo.set(id, [number + index / MOST_IDS]);
    }
  }

  /** A clear shown again hides what it hid at first, not what others drew meanwhile. */
  #clearedAt(): number {
    const clears = this.#rare((fold) => fold.#clears);
    return clears.findLast(({ hidden }) => !hidden)?.seq ?? 0;
  }

  /** What was done to an item and not taken back. */
  *#standing(id: string): Generator<Done, void> {
    for (const entry of this.#entriesOf(id)) {
      const number = Math.floor(entry);
      const act = this.#findAct(this.#doer(number)) as Act;
      if (!act.hidden) yield { change: act.change, place: act.seq + entry - number };
    }
  }

  // What is here lies on top of what is below.

  #shownAt(id: string): number | undefined {
    return this.#items.get(id) ?? (this.#below ? this.#below.#shownAt(id) : undefined);
  }

  #findAct(id: string): Act | undefined {
    return this.#acts.get(id) ?? (this.#below ? this.#below.#findAct(id) : undefined);
  }

  get #doerCount(): number {
    return (this.#below ? this.#below.#doerCount : 0) + this.#doers.length;
  }

  #doer(number: number): string {
    const below = this.#below;
    const first = below ? below.#doerCount : 0;
    return below && number < first ? below.#doer(number) : (this.#doers[number - first] as string);
  }

  #isDoneTo(id: string): boolean {
    return this.#doneTo.has(id) || (this.#below ? this.#below.#isDoneTo(id) : false);
  }

  *#entriesOf(id: string): Generator<number, void> {
    if (this.#below) yield* this.#below.#entriesOf(id);
    yield* this.#doneTo.get(id) ?? [];
  }

  /** The acts of one of the rare kinds, in order. */
  #rare(idsIn: (fold: Fold) => readonly string[]): Act[] {
    const ids = [...(this.#below ? idsIn(this.#below) : []), ...idsIn(this)];
    return ids.map((id) => this.#findAct(id) as Act);
  }

  *#itemIds(): Generator<string, void> {
    const below = this.#below;
    if (below) yield* below.#itemIds();
    for (const id of this.#items.keys()) if (!below || below.#shownAt(id) === undefined) yield id;
  }

  *#changedIds(): Generator<string, void> {
    if (this.#below) yield* this.#below.#changedIds();
    yield* this.#doneTo.keys();
  }
}

/** The operations that one is about; none where it does not parse. */
export function namedIds(kind: number, body: Uint8Array): readonly string[] {
  if (kind === HIDE || kind === SHOW || kind === REMOVE) return splitIds(body);
  if (kind !== CHANGE) return [];
  try {
    return readChange(body).ids;
  } catch (error) {
    if (error instanceof ChangeError) return [];
    throw error;
  }
}
