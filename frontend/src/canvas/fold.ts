/**
 * What can be seen after a log of operations.
 *
 * The twin of Fold in canvas/log.py, where its rules are told; tests/wire/visibility.json and
 * changes.json hold both to the same answers. A fold may lie on top of another one, which it leaves
 * as it is: so what is not agreed yet costs only as much as there is of it.
 */

import type { PackedLog } from "./archive/archive";
import { type Change, ChangeError, readChange, readColor } from "./changes";
import { asMade, type ChangeList, Changes, doTo, type Lying } from "./lying";
import {
  CHANGE,
  CLEAR,
  DESCRIBE,
  type Draft,
  HIDE,
  ITEMS,
  MOST_IDS,
  PAPER,
  REMOVE,
  SHOW,
  splitIds,
} from "./messages";
import type { Bulk } from "./scene";
import { Standing } from "./standing";

/** Kinds of acts that are about the whole drawing. */
const CONCERN_ALL: ReadonlySet<number> = new Set([CLEAR, PAPER]);

/** Something done to items or to the paper, which can be taken back. */
interface Act {
  readonly kind: number;
  readonly seq: number;
  readonly body: Uint8Array;
  readonly hidden: boolean;
  /** Of a change; null: those it names are removed. */
  readonly change: Change | null;
}

/** How an item lies otherwise than it was made. */
export interface Version {
  /** What was done to it, in order. */
  readonly changes: ChangeList;
  /** How high it lies in the stack: where others have their `seq`. Null: where it was made. */
  readonly place: number | null;
}

export const AS_MADE: Version = { changes: [], place: null };

export class Fold {
  readonly #below: Fold | null;
  /** When an item was shown last; negative: it is hidden, and was shown then. */
  readonly #items = new Map<string, number>();
  /** More of them: whichever is not among the others was shown when it was made. */
  #bulk: Bulk | null = null;
  /** What of these is made later is not here yet. */
  #reached = Number.POSITIVE_INFINITY;
  readonly #acts = new Map<string, Act>();
  /** The ids of changes and removes, in order. */
  readonly #doers: string[] = [];
  /** Those of what was said of pictures. */
  readonly #told: string[] = [];
  /**
   * By an item's id, a number each, for a log may name items by the million: which doer, and, in
   * parts of MOST_IDS, where among the items that it named.
   */
  readonly #doneTo = new Map<string, number[]>();
  readonly #lies = new Map<string, Lying>();
  readonly #unchanged: Changes;
  /** The items with something done to them below that was taken back, or done again, here. */
  readonly #retold = new Set<string>();
  /** The acts that concern all, by their kind: those below as well, once there is one here. */
  readonly #standing = new Map<number, Standing>();
  /** Of papers, by their `seq`. */
  readonly #colors = new Map<number, number>();

  constructor(below: Fold | null = null) {
    this.#below = below;
    this.#unchanged = below ? below.#unchanged : new Changes();
  }

  /** Much at once, the first there is. */
  begin({ bulk, others }: PackedLog): void {
    this.#bulk = bulk;
    for (const operation of others) {
      this.#reached = operation.seq;
      this.apply(operation, operation.seq);
    }
    this.#reached = Number.POSITIVE_INFINITY;
  }

  /** Operations come in the order of `seq`. */
  apply(operation: Draft, seq: number): void {
    const { id, kind, body } = operation;
    if (ITEMS.has(kind)) this.#items.set(id, seq);
    else if (kind !== HIDE && kind !== SHOW) this.#act(operation, seq);
    else for (const target of splitIds(body)) this.#say(target, kind === HIDE, seq);
  }

  /** Whether it is one of the items, seen or not. */
  holds(id: string): boolean {
    return this.#shownAt(id) !== undefined;
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
    const hidden = new Set<string>();
    const cleared = this.#lastOf(CLEAR);
    for (const [id, shownAt] of this.#shownBy(cleared)) if (shownAt <= cleared) hidden.add(id);
    for (const id of this.#changedIds()) if (this.#isRemoved(id)) hidden.add(id);
    return hidden;
  }

  /** Whether one item cannot be seen. */
  hides(id: string): boolean {
    const shownAt = this.#shownAt(id);
    // A clear shown again hides what it hid at first, not what others drew meanwhile.
    return shownAt === undefined || shownAt <= this.#lastOf(CLEAR) || this.#isRemoved(id);
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
    const { changes, place } = this.#lying(id);
    return changes.length > 0 || place !== null ? { changes, place } : AS_MADE;
  }

  /** The colour somebody gave the paper, 0xRRGGBB. */
  get paper(): number | null {
    return this.#colorOf(this.#lastOf(PAPER));
  }

  /** What was said of pictures and is not taken back, in order; see descriptions.ts. */
  descriptions(): Uint8Array[] {
    const acts = this.#allTold().map((id) => this.#findAct(id) as Act);
    return acts.flatMap(({ hidden, body }) => (hidden ? [] : [body]));
  }

  #say(id: string, hidden: boolean, seq: number): void {
    const act = this.#findAct(id);
    if (act && act.hidden !== hidden) this.#takeBack(id, { ...act, hidden });
    const shownAt = this.#shownAt(id);
    if (shownAt !== undefined) this.#items.set(id, hidden ? -Math.abs(shownAt) : seq);
  }

  /** Or does it again. */
  #takeBack(id: string, act: Act): void {
    this.#acts.set(id, act);
    if (!CONCERN_ALL.has(act.kind)) this.#beginAnew(namedIds(act.kind, act.body));
    else if (act.hidden) this.#own(act.kind).delete(act.seq);
    else this.#own(act.kind).add(act.seq);
  }

  /** Forgets how some items lie: not all that was done to them still stands. */
  #beginAnew(ids: readonly string[]): void {
    for (const id of ids) {
      this.#lies.delete(id);
      if (this.#below) this.#retold.add(id);
    }
  }

  #act({ id, kind, body }: Draft, seq: number): void {
    try {
      if (kind === PAPER) this.#colors.set(seq, readColor(body));
      const { change = null, ids } = kind === CHANGE ? readChange(body) : { ids: splitIds(body) };
      if (CONCERN_ALL.has(kind)) this.#own(kind).add(seq);
      else if (kind === CHANGE || kind === REMOVE) this.#do(id, ids);
      else if (kind === DESCRIBE) this.#told.push(id);
      else return; // of a newer version: without effect here
      this.#acts.set(id, { kind, seq, body, hidden: false, change });
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

  /** How an item lies to which something was done: what was found before is gone on with. */
  #lying(id: string): Lying {
    let lying = this.#lies.get(id);
    if (!lying) {
      lying = this.#begin(id);
      this.#lies.set(id, lying);
    }
    const entries = this.#doneTo.get(id) ?? [];
    while (lying.read < entries.length) this.#doTo(lying, entries[lying.read++] as number);
    return lying;
  }

  /** How it lies below; anew, where something of that was taken back here. */
  #begin(id: string): Lying {
    const below = this.#below;
    const begun = asMade(this.#unchanged);
    if (!below) return begun;
    if (!below.#isDoneTo(id)) return begun;
    if (!this.#retold.has(id)) return { ...below.#lying(id), read: 0 };
    for (const entry of below.#entriesOf(id)) this.#doTo(begun, entry);
    return begun;
  }

  #doTo(lying: Lying, entry: number): void {
    const number = Math.floor(entry);
    const act = this.#findAct(this.#doer(number)) as Act;
    if (act.hidden) return;
    doTo(lying, act.change, act.seq + entry - number, (before, change) =>
      // What is not agreed is forgotten soon: nothing below may keep it.
      this.#below ? new Changes(before, change) : before.and(change),
    );
  }

  // What is here lies on top of what is below.

  #shownAt(id: string): number | undefined {
    return this.#items.get(id) ?? (this.#below ? this.#below.#shownAt(id) : this.#madeAt(id));
  }

  #madeAt(id: string): number | undefined {
    const index = this.#bulk?.indexOf(id) ?? -1;
    const seq = this.#bulk && index >= 0 ? this.#bulk.at(index).seq : undefined;
    return seq !== undefined && seq <= this.#reached ? seq : undefined;
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

  #isRemoved(id: string): boolean {
    return this.#isDoneTo(id) && this.#lying(id).removed;
  }

  #isDoneTo(id: string): boolean {
    return this.#doneTo.has(id) || (this.#below ? this.#below.#isDoneTo(id) : false);
  }

  *#entriesOf(id: string): Generator<number, void> {
    if (this.#below) yield* this.#below.#entriesOf(id);
    yield* this.#doneTo.get(id) ?? [];
  }

  /** The number of the last act of a kind that is not taken back. */
  #lastOf(kind: number): number {
    const standing = this.#standing.get(kind);
    if (standing) return standing.last;
    return this.#below ? this.#below.#lastOf(kind) : 0;
  }

  /** What stands of a kind, to be changed here. */
  #own(kind: number): Standing {
    let standing = this.#standing.get(kind);
    if (!standing) {
      standing = this.#below ? this.#below.#own(kind).copy() : new Standing();
      this.#standing.set(kind, standing);
    }
    return standing;
  }

  #colorOf(paper: number): number | null {
    return this.#colors.get(paper) ?? (this.#below ? this.#below.#colorOf(paper) : null);
  }

  /** All items but those of the bulk that were made after `seq`, and nothing was said of them since. */
  *#shownBy(seq: number): Generator<readonly [id: string, shownAt: number], void> {
    const below = this.#below ? this.#below.#shownBy(seq) : this.#madeBy(seq);
    for (const item of below) if (!this.#items.has(item[0])) yield item;
    yield* this.#items;
  }

  *#madeBy(last: number): Generator<readonly [id: string, madeAt: number], void> {
    const count = this.#bulk?.count ?? 0;
    for (let index = 0; index < count; index++) {
      const { id, seq } = (this.#bulk as Bulk).at(index);
      if (seq > last) return;
      yield [id, seq];
    }
  }

  #allTold(): string[] {
    return [...(this.#below ? this.#below.#allTold() : []), ...this.#told];
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
