/** Has the bulk of a log read by the worker that paints, which then has its strokes already. */

import type { Unpacker } from "../../archive/archive";
import type { Decoded } from "../../items";
import { PackedItem, Packing } from "../sheet/packing";
import type { OperationColumns, Unpacked } from "./packer";

const BATCH = 1000; // operations: a few milliseconds
const ID_DIGITS = 32;
const NOTHING = new Uint8Array();

/** The part of a Worker that is used. */
export interface UnpackerPort {
  postMessage(message: { type: "unpack"; port: MessagePort }, transfer: Transferable[]): void;
  addEventListener(type: "error", listener: () => void): void;
}

export class RemoteUnpacker implements Unpacker {
  readonly #worker: UnpackerPort;

  constructor(worker: UnpackerPort) {
    this.#worker = worker;
  }

  async *unpack(spans: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<readonly Decoded[]> {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ type: "unpack", port: port2 }, [port2]);
    const answer = this.#answer(port1);
    answer.catch(() => {}); // it is told when it is waited for
    try {
      for await (const bytes of spans) port1.postMessage(bytes, [bytes.buffer]);
    } catch {
      // What came before is worth having.
    }
    port1.postMessage(null);
    const { operations, packing } = await answer;
    yield* batches(operations, new Packing(packing, true));
  }

  #answer(port: MessagePort): Promise<Unpacked> {
    return new Promise((resolve, reject) => {
      port.onmessage = ({ data }: MessageEvent<Unpacked>) => {
        port.close();
        resolve(data);
      };
      this.#worker.addEventListener("error", () => reject(new Error("the worker is gone")));
    });
  }
}

function* batches(columns: OperationColumns, packing: Packing): Generator<readonly Decoded[]> {
  const count = columns.seqs.length;
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(count, from + BATCH);
    yield [...operations(columns, packing, from, to)];
  }
}

function* operations(
  columns: OperationColumns,
  packing: Packing,
  from: number,
  to: number,
): Generator<Decoded> {
  const { seqs, kinds, authors, ats, items, bodies } = columns;
  const digits = columns.ids.subarray(from * ID_DIGITS, to * ID_DIGITS);
  const ids = new TextDecoder().decode(digits);
  for (let place = from; place < to; place++) {
    const start = (place - from) * ID_DIGITS;
    const id = ids.slice(start, start + ID_DIGITS);
    const [seq, author, at] = [seqs[place], authors[place], ats[place]] as [number, number, number];
    const body = bodies.get(place);
    const operation = { seq, id, kind: kinds[place] as number, author, at, body: body ?? NOTHING };
    if (body) yield operation;
    else {
      const index = items[place] as number;
      yield { ...operation, item: new PackedItem(id, seq, author, at, index, packing) };
    }
  }
}
