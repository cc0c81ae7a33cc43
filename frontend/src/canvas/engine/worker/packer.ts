/**
 * The worker's side of reading an archive: bytes of the log in, numbers in a few arrays out.
 *
 * So that a page that opens a large drawing has neither points to decode nor edges to find, and no
 * item to look at: it is handed what it can use as it is.
 */

import { Fold } from "../../fold";
import { lookOf, readItem } from "../../items";
import { ITEMS, type Numbered, readLog } from "../../messages";
import type { SceneItem } from "../../scene";
import { erases, matterBounds } from "../marks/matter";
import { crowdOf } from "../sheet/crowd";
import { Grid } from "../sheet/grid";
import { type Columns, PackedStrokes } from "../sheet/packed";
import { Packing, type PackingColumns } from "../sheet/packing";
import { columnsOf, rosterOf } from "../sheet/packing_up";
import { Sheet } from "../sheet/sheet";
import type { Bounds } from "../view/bounds";
import { crowd } from "../view/crop";

export interface Unpacked {
  /** Number of the last operation. */
  readonly end: number;
  /** All items that can be shown. */
  readonly packing: PackingColumns;
  /** Those of them that are more than strokes, by their index. */
  readonly marks: ReadonlyMap<number, Numbered>;
  /** All other operations, in order. */
  readonly others: readonly Numbered[];
  /** Where most of what can be seen is. */
  readonly crowd: Bounds | null;
}

export class Packer {
  readonly #items: SceneItem[] = [];
  readonly #marks = new Map<number, Numbered>();
  readonly #others: Numbered[] = [];
  #end = 0;
  #damaged = false;

  /** The next bytes of the log; from damage on nothing more is read. */
  take(bytes: Uint8Array): void {
    if (this.#damaged) return;
    try {
      this.add(readLog(bytes));
    } catch {
      this.#damaged = true; // whoever wants the rest finds another way, or the same damage
    }
  }

  /** The next operations. */
  add(operations: Iterable<Numbered>): void {
    for (const operation of operations) this.#add(operation);
  }

  finish(): Unpacked {
    const items = this.#items;
    const grid = new Grid();
    const edges = items.map(matterBounds);
    for (const each of edges) grid.add(each);
    const strokes = PackedStrokes.of(items.map(({ stroke }) => stroke)).columns;
    const packing = { roster: rosterOf(items), strokes, grid: columnsOf(grid) };
    const others = this.#others;
    // Where nothing was taken back or moved the edges are those: a page that opens waits for this.
    const most = others.length > 0 ? this.#crowd(packing) : crowd(edges.filter(this.#isInk));
    return { end: this.#end, packing, marks: this.#marks, others, crowd: most };
  }

  /** Of what is left to be seen, where it lies now. */
  #crowd(packing: PackingColumns): Bounds | null {
    const marked = Array.from(this.#marks.keys(), (index) => {
      return [index, this.#items[index] as SceneItem] as const;
    });
    const bulk = new Packing(packing, marked, true);
    const fold = new Fold();
    fold.begin({ end: this.#end, bulk, others: this.#others });
    const sheet = new Sheet([], fold.hidden(), bulk);
    sheet.change(fold.versions());
    return crowdOf(sheet.visible());
  }

  #isInk = (_edges: Bounds, index: number): boolean => !erases(this.#items[index] as SceneItem);

  #add(operation: Numbered): void {
    const item = ITEMS.has(operation.kind) ? readItem(operation) : null;
    this.#end = operation.seq;
    if (!item) this.#others.push(alone(operation));
    else if (lookOf(item)) this.#marks.set(this.#items.push(item) - 1, alone(operation));
    else this.#items.push(item);
  }
}

/** Without all the bytes that it was read from. */
function alone(operation: Numbered): Numbered {
  return { ...operation, body: operation.body.slice() };
}

/** Reads bytes of a log to their end, or as far as they come. */
export async function unpackAll(spans: AsyncIterable<Uint8Array>): Promise<Unpacked> {
  const packer = new Packer();
  try {
    for await (const bytes of spans) packer.take(bytes);
  } catch {
    // What came before is worth having.
  }
  return packer.finish();
}

/** Hands all of it over; returns what of it is kept to paint with. */
export function tell(
  unpacked: Unpacked,
  post: (unpacked: Unpacked, transfer: Transferable[]) => void,
): PackedStrokes {
  const kept = copied(unpacked.packing.strokes);
  post(unpacked, buffersIn(unpacked.packing));
  return kept;
}

/** All that painting takes: when a point was drawn is not seen. */
function copied({ starts, styled, styles, x, y, pressure }: Columns): PackedStrokes {
  return new PackedStrokes({
    ...{ starts: starts.slice(), styled: styled.slice(), styles },
    ...{ x: x.slice(), y: y.slice(), pressure: pressure.slice(), dt: new Uint16Array() },
  });
}

function buffersIn({ roster, strokes, grid }: PackingColumns): ArrayBuffer[] {
  const columns = [roster, strokes, grid, ...grid.layers].flatMap((some) => Object.values(some));
  return columns.flatMap((column) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
}
