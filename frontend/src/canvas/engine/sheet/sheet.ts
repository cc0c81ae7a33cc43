/**
 * What lies on the paper, without a pixel: confirmed items in order, one's own still waiting for a
 * number, which of them are hidden, and which lie otherwise than they were made.
 */

import { AS_MADE, type Version } from "../../fold";
import { changedItem, lookOf } from "../../items";
import type { SceneItem, Versions } from "../../scene";
import { matterBounds } from "../marks/matter";
import type { Bounds } from "../view/bounds";
import { overlap, union } from "../view/bounds";
import { Grid } from "./grid";
import type { Packing } from "./packing";

/** An item with its edges, computed once. */
export interface Laid extends SceneItem {
  readonly bounds: Bounds;
  /** Its place among the confirmed items, from 0; −1 while it is pended. */
  readonly index: number;
  /** How high it lies: its `seq`, unless it was brought to the front. */
  readonly place: number;
}

/** An item before and after it was changed. */
export interface Changed {
  readonly before: Laid;
  readonly after: Laid;
}

export class Sheet {
  /** What was packed is an object only once it was asked for. */
  readonly #confirmed: (Laid | undefined)[];
  /** The indexes of confirmed items that are not in the packing. */
  readonly #later = new Map<string, number>();
  /** Of those that are more than strokes. */
  readonly #marks: Set<number>;
  readonly #pended = new Map<string, Laid>();
  readonly #hidden = new Set<string>();
  /** The indexes of confirmed items that are hidden. */
  readonly #unseen = new Set<number>();
  #lifted: ReadonlySet<string> = new Set();
  readonly #grid: Grid;
  /** As they were made, those that lie otherwise. */
  readonly #made = new Map<string, SceneItem>();
  /** Those that were brought to the front. */
  readonly #fronted = new Set<string>();
  /** What was laid first, all at once. */
  readonly packing: Packing | null;

  /** `packing` lies below `items`. */
  constructor(
    items: Iterable<SceneItem> = [],
    hidden: Iterable<string> = [],
    packing: Packing | null = null,
  ) {
    this.packing = packing;
    this.#grid = new Grid(packing?.grid);
    this.#confirmed = new Array(packing?.count ?? 0);
    this.#marks = new Set(packing?.marks.keys());
    this.setHidden(hidden, true);
    for (const item of items) this.place(item);
  }

  /** The highest number on the paper, 0 where it is blank. */
  get head(): number {
    const { length } = this.#confirmed;
    return length > 0 ? this.at(length - 1).seq : 0;
  }

  get pendingCount(): number {
    return this.#pended.size;
  }

  /** How many confirmed items can be seen. */
  get visibleCount(): number {
    return this.#confirmed.length - this.#unseen.size;
  }

  /** Lays a confirmed item on top; undefined if it is there already. */
  place(item: SceneItem): Laid | undefined {
    if (this.#indexOf(item.id) >= 0) return undefined;
    this.#pended.delete(item.id);
    return this.#confirm(laid(item));
  }

  /** Undefined if the item is there already. */
  pend(item: SceneItem): Laid | undefined {
    if (this.find(item.id)) return undefined;
    const one = laid(item);
    this.#pended.set(one.id, one);
    return one;
  }

  /** Takes over what was pended on another sheet and is not on this one. */
  keepPended(other: Sheet): void {
    for (const { id } of other.#pended.values()) {
      const made = other.#made.get(id) ?? other.find(id);
      if (made) this.pend(made);
    }
  }

  /** Gives a pended item its number; undefined if none is pended under this id. */
  settle(id: string, seq: number, at: number): Laid | undefined {
    const pended = this.#pended.get(id);
    if (!pended) return undefined;
    this.#pended.delete(id);
    const made = this.#made.get(id);
    if (made) this.#made.set(id, { ...made, seq, at });
    const place = this.#fronted.has(id) ? pended.place : seq;
    return this.#confirm({ ...pended, seq, at, place });
  }

  withdraw(id: string): Laid | undefined {
    const pended = this.#pended.get(id);
    this.#pended.delete(id);
    this.#made.delete(id);
    this.#fronted.delete(id);
    return pended;
  }

  /** Hides or shows; returns the items that changed. */
  setHidden(ids: Iterable<string>, hidden: boolean): Laid[] {
    const changed: Laid[] = [];
    for (const id of ids) {
      if (this.#hidden.has(id) === hidden) continue;
      toggle(this.#hidden, id, hidden);
      const index = this.#indexOf(id);
      if (index >= 0) toggle(this.#unseen, index, hidden);
      const item = this.find(id);
      if (item) changed.push(item);
    }
    return changed;
  }

  /** Lays items otherwise; returns those that look or lie different now. */
  change(versions: Versions): Changed[] {
    const changed: Changed[] = [];
    for (const [id, version] of versions) {
      const before = this.find(id);
      const after = before && this.#versionOf(before, version);
      if (!before || !after || same(before, after)) continue;
      this.#replace(after);
      changed.push({ before, after });
    }
    return changed;
  }

  find(id: string): Laid | undefined {
    const index = this.#indexOf(id);
    return index >= 0 ? this.at(index) : this.#pended.get(id);
  }

  /** A confirmed item. */
  at(index: number): Laid {
    const item = this.#confirmed[index] ?? (this.packing as Packing).at(index);
    this.#confirmed[index] = item;
    return item;
  }

  isVisible(id: string): boolean {
    return !this.#hidden.has(id);
  }

  /** These are not found on the paper until others are lifted, or none. */
  lift(ids: Iterable<string>): void {
    this.#lifted = new Set(ids);
  }

  isPended(id: string): boolean {
    return this.#pended.has(id);
  }

  /** Whether something that can be seen may lie above it. */
  isCovered({ place }: Laid): boolean {
    for (const id of this.#fronted) {
      if (!this.isPended(id) && (this.find(id)?.place ?? 0) > place) return true;
    }
    return place < this.head;
  }

  /** All confirmed items that are more than strokes, seen or not. */
  marks(): Laid[] {
    return Array.from(this.#marks, (index) => this.at(index));
  }

  /** Own items waiting for a number, visible ones, in order. */
  pended(): Laid[] {
    return this.#inOrder(this.#visiblePended().filter(({ id }) => !this.#lifted.has(id)));
  }

  /** Visible confirmed items in `wanted` (paper units), lowest first. */
  search(wanted: Bounds): Laid[] {
    return this.indexesIn(wanted).map((index) => this.at(index));
  }

  /** The same by their indexes: of very many only some may be needed as they are. */
  indexesIn(wanted: Bounds): number[] {
    const found = [...this.#grid.search(wanted)].filter((index) => this.#liesAt(index));
    if (this.#fronted.size === 0) return found;
    return this.#inOrder(found.map((index) => this.at(index))).map(({ index }) => index);
  }

  /** Whether anything can be seen in `wanted`. */
  anyIn(wanted: Bounds): boolean {
    return (
      this.#grid.some(wanted, (index) => !this.#unseen.has(index)) ||
      this.pended().some(({ bounds }) => overlap(bounds, wanted))
    );
  }

  /** What can be seen in `wanted`, own items that wait for a number too. */
  allIn(wanted: Bounds): Laid[] {
    return [
      ...this.search(wanted),
      ...this.pended().filter(({ bounds }) => overlap(bounds, wanted)),
    ];
  }

  /** The confirmed items that are not in the packing. */
  late(): readonly Laid[] {
    return this.#confirmed.slice(this.packing?.count) as Laid[];
  }

  /** All that can be seen, lowest first. */
  visible(): Laid[] {
    const seen = [...this.#confirmed.keys()].filter((index) => !this.#unseen.has(index));
    return this.#inOrder([...seen.map((index) => this.at(index)), ...this.#visiblePended()]);
  }

  /** The edges of all that can be seen, or null where nothing is. */
  visibleBounds(): Bounds | null {
    const confirmed = this.#grid.around((index) => !this.#unseen.has(index));
    const parts = this.#visiblePended().map(({ bounds }) => bounds);
    if (confirmed) parts.push(confirmed);
    return parts.length > 0 ? parts.reduce((around, part) => union(around, part)) : null;
  }

  #visiblePended(): Laid[] {
    return [...this.#pended.values()].filter(({ id }) => this.isVisible(id));
  }

  #indexOf(id: string): number {
    return this.#later.get(id) ?? this.packing?.indexOf(id) ?? -1;
  }

  #liesAt(index: number): boolean {
    if (this.#unseen.has(index)) return false;
    return this.#lifted.size === 0 || !this.#lifted.has(this.at(index).id);
  }

  /** Items come in the order they were made: where none was brought to the front it is theirs. */
  #inOrder(items: Laid[]): Laid[] {
    return this.#fronted.size > 0 ? items.sort((one, other) => one.place - other.place) : items;
  }

  #versionOf(now: Laid, { changes, place }: Version): Laid {
    const made = this.#made.get(now.id) ?? plain(now);
    const item = changedItem(made, changes);
    const { index } = now;
    return { ...item, bounds: matterBounds(item), index, place: place ?? now.seq };
  }

  #replace(after: Laid): void {
    const { id, index, place, seq } = after;
    const before = this.find(id);
    if (before && !this.#made.has(id)) this.#made.set(id, plain(before));
    if (place === seq) this.#fronted.delete(id);
    else this.#fronted.add(id);
    if (index < 0) {
      this.#pended.set(id, after);
      return;
    }
    this.#confirmed[index] = after;
    this.#grid.move(index, after.bounds);
  }

  #confirm(item: Laid): Laid {
    const index = this.#grid.add(item.bounds);
    const confirmed = { ...item, index };
    this.#confirmed.push(confirmed);
    this.#later.set(item.id, index);
    if (!this.isVisible(item.id)) this.#unseen.add(index);
    if (lookOf(item)) this.#marks.add(index);
    return confirmed;
  }
}

function toggle<Value>(set: Set<Value>, value: Value, within: boolean): void {
  if (within) set.add(value);
  else set.delete(value);
}

function laid(item: SceneItem): Laid {
  return { ...item, bounds: matterBounds(item), index: -1, place: item.seq };
}

/** An item without where it lies. */
function plain(item: SceneItem): SceneItem {
  return changedItem(item, AS_MADE.changes);
}

/** Whether two versions of an item cannot be told apart. */
function same(one: Laid, other: Laid): boolean {
  const [a, b] = [one.stroke, other.stroke];
  return (
    one.place === other.place &&
    a.style.color === b.style.color &&
    a.style.size === b.style.size &&
    a.x.every((value, index) => value === b.x[index] && a.y[index] === b.y[index])
  );
}
