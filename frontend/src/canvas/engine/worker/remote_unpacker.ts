/** What the worker that paints has read of the log, as operations; it has their strokes already. */

import type { Unpacker } from "../../archive/archive";
import type { Decoded } from "../../items";
import { PackedItem, Packing } from "../sheet/packing";
import type { OperationColumns, Unpacked } from "./packer";

const BATCH = 1000; // operations: a few milliseconds
const ID_DIGITS = 32;
const NOTHING = new Uint8Array();

export class RemoteUnpacker implements Unpacker {
  readonly #answer: Promise<Unpacked>;

  constructor(answer: Promise<Unpacked>) {
    this.#answer = answer;
  }

  async *unpacked(): AsyncGenerator<readonly Decoded[]> {
    const { operations, packing } = await this.#answer;
    yield* batches(operations, new Packing(packing, true));
  }
}

function* batches(columns: OperationColumns, packing: Packing): Generator<readonly Decoded[]> {
  const count = columns.seqs.length;
  for (let from = 0; from < count; from += BATCH) {
    yield operations(columns, packing, from, Math.min(count, from + BATCH));
  }
}

function operations(
  columns: OperationColumns,
  packing: Packing,
  from: number,
  to: number,
): Decoded[] {
  const { seqs, kinds, authors, ats, items, bodies } = columns;
  const digits = columns.ids.subarray(from * ID_DIGITS, to * ID_DIGITS);
  const ids = new TextDecoder().decode(digits);
  const found: Decoded[] = [];
  for (let place = from; place < to; place++) {
    const start = (place - from) * ID_DIGITS;
    const id = ids.slice(start, start + ID_DIGITS);
    const [seq, author, at] = [seqs[place], authors[place], ats[place]] as [number, number, number];
    const kind = kinds[place] as number;
    const body = bodies.get(place);
    if (body) found.push({ seq, id, kind, author, at, body });
    else {
      const item = new PackedItem(id, seq, author, at, items[place] as number, packing);
      found.push({ seq, id, kind, author, at, body: NOTHING, item });
    }
  }
  return found;
}
