/**
 * What a log did, told once from its first operation to its last: every look that an item ever had,
 * and which of them each operation took away or brought. (pure)
 *
 * Looks are numbered from the lowest of the stack to the uppermost: one that is moved comes back at
 * its own place, one that is brought to the front at the place of that. So at any moment those that
 * are seen are painted in the order of their numbers.
 */

import { AS_MADE, Fold, type Version } from "../canvas/fold";
import type { ChangeList } from "../canvas/lying";
import { CLEAR, type Draft, ITEMS } from "../canvas/messages";

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
  /** The colours of the paper, each with the operation that gave it. */
  readonly papers: readonly { readonly operation: number; readonly color: number | null }[];
  /** The looks that each operation brought or took away, one operation's after the other's. */
  readonly #flips: Uint32Array;
  /** Where those of an operation begin. */
  readonly #starts: Uint32Array;
  /** How many looks lie no higher than what each number of operations put there. */
  readonly #reach: Uint32Array;

  constructor(log: readonly Draft[]) {
    const teller = new Teller();
    this.#starts = new Uint32Array(log.length + 1);
    for (const [index, deed] of log.entries()) {
      teller.tell(deed, index);
      this.#starts[index + 1] = teller.flips.length;
    }
    const order = Uint32Array.from(teller.looks.keys());
    const placeOf = (look: number) => (teller.looks[look] as Look).place;
    order.sort((one, other) => placeOf(one) - placeOf(other));
    const numbers = new Uint32Array(order.length);
    order.forEach((look, number) => {
      numbers[look] = number;
    });
    this.looks = Array.from(order, (look) => teller.looks[look] as Look);
    this.#flips = Uint32Array.from(teller.flips, (look) => numbers[look] as number);
    this.papers = teller.papers;
    this.#reach = reach(this.looks, log.length);
  }

  /** The looks that an operation brought or took away, by its place in the log. */
  flipsOf(operation: number): Uint32Array {
    return this.#flips.subarray(this.#starts[operation], this.#starts[operation + 1]);
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

/** Goes through the log with the Fold that the drawing itself uses. */
class Teller {
  readonly looks: Look[] = [];
  readonly flips: number[] = [];
  readonly papers: { operation: number; color: number | null }[] = [];
  readonly #fold = new Fold();
  /** Where items were made, by their ids. */
  readonly #made = new Map<string, number>();
  /** The look of each item that is seen. */
  readonly #seen = new Map<string, number>();
  /** The looks there were: taking back a change brings the one before it. */
  readonly #known = new Map<string, number>();
  /** A number for each list of changes, to tell them apart. */
  readonly #lists = new Map<ChangeList, number>();

  tell(deed: Draft, index: number): void {
    this.#fold.apply(deed, index + 1);
    if (ITEMS.has(deed.kind)) this.#made.set(deed.id, index);
    for (const id of this.#concerned(deed)) this.#compare(id);
    if (!ITEMS.has(deed.kind)) this.#comparePaper(index);
  }

  /** The items that may look otherwise now. */
  #concerned(deed: Draft): Iterable<string> {
    if (ITEMS.has(deed.kind)) return [deed.id];
    if (deed.kind === CLEAR) return this.#seen.keys();
    return this.#fold.concerned(deed) ?? this.#made.keys();
  }

  #comparePaper(operation: number): void {
    const color = this.#fold.paper;
    if (color !== (this.papers.at(-1)?.color ?? null)) this.papers.push({ operation, color });
  }

  #compare(id: string): void {
    const operation = this.#made.get(id);
    if (operation === undefined) return;
    const before = this.#seen.get(id);
    const now = this.#fold.hides(id) ? undefined : this.#lookOf(id, operation);
    if (before === now) return;
    if (before !== undefined) this.flips.push(before);
    if (now === undefined) this.#seen.delete(id);
    else {
      this.flips.push(now);
      this.#seen.set(id, now);
    }
  }

  #lookOf(id: string, operation: number): number {
    const version = this.#fold.version(id);
    const { changes } = version;
    const place = version.place ?? operation + 1;
    const key = version === AS_MADE ? id : `${id} ${this.#numberOf(changes)} ${place}`;
    const known = this.#known.get(key) ?? this.looks.push({ operation, changes, place }) - 1;
    this.#known.set(key, known);
    return known;
  }

  #numberOf(changes: ChangeList): number {
    if (changes.length === 0) return 0;
    const number = this.#lists.get(changes) ?? this.#lists.size + 1;
    this.#lists.set(changes, number);
    return number;
  }
}
