/**
 * The worker's side of reading an archive: bytes of the log in, numbers in a few arrays out.
 *
 * So that a page that opens a large drawing has neither points to decode nor edges to find; it is
 * handed what it can use as it is.
 */

import { readItem } from "../../items";
import { ITEMS, type Numbered, PENCIL, readLog, STROKE } from "../../messages";
import type { SceneItem } from "../../scene";
import { type Columns, PackedStrokes } from "../sheet/packed";
import { Packing, type PackingColumns } from "../sheet/packing";

/** Operations of the log, in order. */
export interface OperationColumns {
  /** Of each 32 hexadecimal digits, in ASCII. */
  readonly ids: Uint8Array;
  readonly seqs: Float64Array;
  readonly kinds: Uint8Array;
  readonly authors: Float64Array;
  readonly ats: Float64Array;
  /** Of each the place of its item in the packing, −1 where it is none. */
  readonly items: Int32Array;
  /** Of those that are no strokes, by the place of the operation. */
  readonly bodies: ReadonlyMap<number, Uint8Array>;
}

export interface Unpacked {
  readonly operations: OperationColumns;
  readonly packing: PackingColumns;
}

export class Packer {
  readonly #operations: Numbered[] = [];
  readonly #items: SceneItem[] = [];
  readonly #places: number[] = [];
  #damaged = false;

  /** The next bytes of the log; from damage on nothing more is read. */
  take(bytes: Uint8Array): void {
    if (this.#damaged) return;
    try {
      for (const operation of readLog(bytes)) this.#take(operation);
    } catch {
      this.#damaged = true; // whoever wants the rest finds another way, or the same damage
    }
  }

  finish(): Unpacked {
    const { strokes, grid } = Packing.of(this.#items);
    return { operations: this.#columns(), packing: { strokes: strokes.columns, grid } };
  }

  #take(operation: Numbered): void {
    const item = ITEMS.has(operation.kind) ? readItem(operation) : null;
    this.#operations.push(operation);
    this.#places.push(item ? this.#items.push(item) - 1 : -1);
  }

  #columns(): OperationColumns {
    const operations = this.#operations;
    return {
      ids: new TextEncoder().encode(operations.map(({ id }) => id).join("")),
      seqs: Float64Array.from(operations, ({ seq }) => seq),
      kinds: Uint8Array.from(operations, ({ kind }) => kind),
      authors: Float64Array.from(operations, ({ author }) => author),
      ats: Float64Array.from(operations, ({ at }) => at),
      items: Int32Array.from(this.#places),
      bodies: this.#bodies(),
    };
  }

  #bodies(): Map<number, Uint8Array> {
    const bodies = new Map<number, Uint8Array>();
    this.#operations.forEach(({ kind, body }, place) => {
      const packed = (kind === STROKE || kind === PENCIL) && (this.#places[place] as number) >= 0;
      if (!packed) bodies.set(place, body.slice());
    });
    return bodies;
  }
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
export function tell(unpacked: Unpacked, port: MessagePort): PackedStrokes {
  const kept = copied(unpacked.packing.strokes);
  port.postMessage(unpacked, buffersIn(unpacked));
  port.close();
  return kept;
}

/** All that painting takes: when a point was drawn is not seen. */
function copied({ starts, styled, styles, x, y, pressure }: Columns): PackedStrokes {
  return new PackedStrokes({
    ...{ starts: starts.slice(), styled: styled.slice(), styles },
    ...{ x: x.slice(), y: y.slice(), pressure: pressure.slice(), dt: new Uint16Array() },
  });
}

function buffersIn({ operations, packing }: Unpacked): ArrayBufferLike[] {
  const { grid, strokes } = packing;
  const columns = [operations, strokes, grid, ...grid.layers].flatMap((some) =>
    Object.values(some),
  );
  return columns.flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer] : []));
}
