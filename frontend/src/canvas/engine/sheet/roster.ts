/**
 * Whose very many items are, and which: numbers in a few arrays instead of an object and a string each.
 *
 * An item is found by its id as in a hash table, whose factors chance has chosen: whoever makes up ids
 * cannot have them all in one place.
 */

export const WORDS = 4; // of 32 bits, in an id
const DIGITS = 8; // hexadecimal, in a word

/** Plain data, that can be posted as it is. */
export interface Roster {
  /** Four words for each. */
  readonly ids: Uint32Array;
  readonly seqs: Float64Array;
  readonly authors: Float64Array;
  /** ms since the drawing was made. */
  readonly ats: Float64Array;
  /** A power of two of places, some with an item's index in them, plus one. */
  readonly slots: Uint32Array;
  /** One for each word of an id. */
  readonly factors: Uint32Array;
}

export function idAt({ ids }: Roster, index: number): string {
  let id = "";
  for (let at = index * WORDS; at < (index + 1) * WORDS; at++) {
    id += (ids[at] as number).toString(16).padStart(DIGITS, "0");
  }
  return id;
}

/** −1: it is none of them. */
export function indexOf(roster: Roster, id: string): number {
  const { slots, factors } = roster;
  const words = Uint32Array.from(factors, (_, word) => wordOf(id, word));
  let slot = slotOf(words, 0, factors, slots);
  for (; slots[slot]; slot = (slot + 1) & (slots.length - 1)) {
    const index = (slots[slot] as number) - 1;
    if (idAt(roster, index) === id) return index;
  }
  return -1;
}

/** One of the four, from the left. */
export function wordOf(id: string, word: number): number {
  return Number.parseInt(id.slice(word * DIGITS, (word + 1) * DIGITS), 16);
}

/** Where an id is looked for first: the highest bits of a sum, which all bits of the id have a part in. */
export function slotOf(
  ids: Uint32Array,
  at: number,
  factors: Uint32Array,
  slots: Uint32Array,
): number {
  let sum = 0;
  for (let word = 0; word < WORDS; word++) {
    sum += Math.imul(ids[at + word] as number, factors[word] as number);
  }
  return (sum >>> 0) >>> (Math.clz32(slots.length) + 1);
}
