/** Makes what a packing is made of: a roster, and a grid of plain data. */

import type { SceneItem } from "../../scene";
import type { AddedLayer, FixedLayer, Grid, GridColumns } from "./grid";
import { type Roster, slotOf, WORDS, wordOf } from "./roster";

type Entry = Pick<SceneItem, "id" | "seq" | "author" | "at">;

export function rosterOf(entries: readonly Entry[], chance = Math.random): Roster {
  const ids = new Uint32Array(entries.length * WORDS);
  entries.forEach(({ id }, index) => {
    for (let word = 0; word < WORDS; word++) ids[index * WORDS + word] = wordOf(id, word);
  });
  return {
    ids,
    seqs: Float64Array.from(entries, ({ seq }) => seq),
    authors: Float64Array.from(entries, ({ author }) => author),
    ats: Float64Array.from(entries, ({ at }) => at),
    ...slotsFor(ids, chance),
  };
}

/** At most half of the slots are taken. */
function slotsFor(ids: Uint32Array, chance: () => number): Pick<Roster, "slots" | "factors"> {
  const count = ids.length / WORDS;
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const factors = Uint32Array.from({ length: WORDS }, () => chance() * 2 ** 32).map(
    (one) => one | 1,
  );
  for (let index = 0; index < count; index++) {
    let slot = slotOf(ids, index * WORDS, factors, slots);
    while (slots[slot]) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = index + 1;
  }
  return { slots, factors };
}

/** All that was added to a grid, which must have begun with nothing. */
export function columnsOf({ added }: Grid): GridColumns {
  return { edges: added.edges, layers: Array.from(added.layers, fixedLayer) };
}

function fixedLayer({ cell, cells }: AddedLayer): FixedLayer {
  const keys = Float64Array.from(cells.keys()).sort();
  const starts = new Uint32Array(keys.length + 1);
  const things: number[] = [];
  keys.forEach((key, place) => {
    for (const thing of cells.get(key) ?? []) things.push(thing); // too many to be spread, perhaps
    starts[place + 1] = things.length;
  });
  return { cell, keys, starts, things: Uint32Array.from(things) };
}
