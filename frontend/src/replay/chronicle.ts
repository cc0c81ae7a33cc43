/**
 * What a log did, told once from its first operation to its last: every look that an item ever had,
 * and which of them each operation took away or brought. (pure)
 *
 * Looks are numbered from the lowest of the stack to the uppermost: one that is moved comes back at
 * its own place, one that is brought to the front at the place of that. So at any moment those that
 * are seen are painted in the order of their numbers.
 */

import type { Change } from "../canvas/changes";
import { AS_MADE, Fold, type Version } from "../canvas/fold";
import { type Draft, ITEMS } from "../canvas/messages";

/** How an item looked for a while. */
export interface Look extends Pick<Version, "changes"> {
  /** The operation that made the item, by its place in the log. */
  readonly operation: number;
  /** How high it lies, counted as `seq` is. */
  readonly place: number;
}

export class Chronicle {
  /** Lowest first. */
  readonly looks: readonly Look[];
  /** The looks that an operation brought or took away, by its place in the log. */
  readonly flips: ReadonlyMap<number, readonly number[]>;
  /** The colours of the paper, each with the operation that gave it. */
  readonly papers: readonly { readonly operation: number; readonly color: number | null }[];
  /** How many looks lie no higher than what each number of operations put there. */
  readonly #reach: Uint32Array;

  constructor(log: readonly Draft[]) {
    const teller = new Teller();
    for (const [index, deed] of log.entries()) teller.tell(deed, index);
    const order = teller.looks.map((_, look) => look);
    const placeOf = (look: number) => (teller.looks[look] as Look).place;
    order.sort((one, other) => placeOf(one) - placeOf(other));
    const numbers = new Uint32Array(order.length);
    order.forEach((look, number) => {
      numbers[look] = number;
    });
    const renumbered = (looks: readonly number[]) => looks.map((look) => numbers[look] as number);
    this.looks = order.map((look) => teller.looks[look] as Look);
    this.flips = new Map([...teller.flips].map(([index, looks]) => [index, renumbered(looks)]));
    this.papers = teller.papers;
    this.#reach = reach(this.looks, log.length);
  }

  /** How many looks, from the lowest on, can be seen at all after `count` operations. */
  reachAfter(count: number): number {
    return this.#reach[count] ?? 0;
  }

  paperAfter(count: number): number | null {
    return this.papers.findLast(({ operation }) => operation < count)?.color ?? null;
  }
}

function reach(looks: readonly Look[], length: number): Uint32Array {
  const reached = new Uint32Array(length + 1);
  let look = 0;
  for (let count = 0; count <= length; count++) {
    while ((looks[look]?.place ?? Number.POSITIVE_INFINITY) < count + 1) look++;
    reached[count] = look;
  }
  return reached;
}

/** Changes that were done one after the other; items that are changed together share them. */
class Changes {
  readonly list: readonly Change[];
  readonly number: number;
  readonly #next = new Map<Change, Changes>();

  constructor(list: readonly Change[], number: number) {
    this.list = list;
    this.number = number;
  }

  /** With one more, which gets this number if it is new. */
  and(change: Change, number: number): Changes {
    const next = this.#next.get(change) ?? new Changes([...this.list, change], number);
    this.#next.set(change, next);
    return next;
  }
}

/** Goes through the log with the Fold that the drawing itself uses. */
class Teller {
  readonly looks: Look[] = [];
  readonly flips = new Map<number, number[]>();
  readonly papers: { operation: number; color: number | null }[] = [];
  readonly #fold = new Fold();
  /** Where items were made, by their ids. */
  readonly #made = new Map<string, number>();
  /** The look of each item that is seen. */
  readonly #seen = new Map<string, number>();
  /** The looks there were: taking back a change brings the one before it. */
  readonly #known = new Map<string, number>();
  readonly #unchanged = new Changes([], 0);
  #lists = 0;

  tell(deed: Draft, index: number): void {
    this.#fold.apply(deed, index + 1);
    if (ITEMS.has(deed.kind)) this.#made.set(deed.id, index);
    const concerned = ITEMS.has(deed.kind) ? [deed.id] : this.#fold.concerned(deed);
    const flips: number[] = [];
    for (const id of concerned ?? this.#made.keys()) this.#compare(id, flips);
    if (flips.length > 0) this.flips.set(index, flips);
    if (!ITEMS.has(deed.kind)) this.#comparePaper(index);
  }

  #comparePaper(operation: number): void {
    const color = this.#fold.paper;
    if (color !== (this.papers.at(-1)?.color ?? null)) this.papers.push({ operation, color });
  }

  #compare(id: string, flips: number[]): void {
    const operation = this.#made.get(id);
    if (operation === undefined) return;
    const before = this.#seen.get(id);
    const now = this.#fold.hides(id) ? undefined : this.#lookOf(id, operation);
    if (before === now) return;
    if (before !== undefined) flips.push(before);
    if (now === undefined) this.#seen.delete(id);
    else {
      flips.push(now);
      this.#seen.set(id, now);
    }
  }

  #lookOf(id: string, operation: number): number {
    const version = this.#fold.version(id);
    const { list, number } = this.#shared(version.changes);
    const place = version.place ?? operation + 1;
    const key = version === AS_MADE ? id : `${id} ${number} ${place}`;
    const look = { operation, changes: list, place };
    const known = this.#known.get(key) ?? this.looks.push(look) - 1;
    this.#known.set(key, known);
    return known;
  }

  /** Kept once: a drawing may be moved as a whole, again and again. */
  #shared(changes: readonly Change[]): Changes {
    return changes.reduce((before, change) => before.and(change, ++this.#lists), this.#unchanged);
  }
}
