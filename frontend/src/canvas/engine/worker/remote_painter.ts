/**
 * Has tiles painted by a worker, which keeps a copy of the confirmed strokes. It is told of new ones
 * together, before it has to paint: a message takes the page longer than what is in it.
 *
 * Where the worker fails, whoever ordered is told to paint by themselves, then and from there on.
 */

import { lookOf } from "../../items";
import type { Supply } from "../marks/stock";
import { PackedStrokes } from "../sheet/packed";
import type { Laid, Sheet } from "../sheet/sheet";
import type { Painter, Still, TilePlace } from "../tiles/tiles";
import type { Mark, Order, Painted } from "./orders";

/** As many as fill a screen: the worker need not wait for the page's next frame to know the next. */
const MOST_ORDERS = 8;
/** Items that it may be told of in one message, for a page that it paints nothing for all the time. */
const MOST_UNTOLD = 256;

/** The part of a Worker that is used. */
export interface PainterPort {
  onmessage: ((event: MessageEvent<Painted | object>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(order: Order): void;
}

type Done = (still: Still | null) => void;

export class RemotePainter implements Painter {
  readonly #port: PainterPort;
  readonly #open = new Map<number, Done>();
  #untold: Laid[] = [];
  #orders = 0;
  #alive = true;

  constructor(port: PainterPort) {
    this.#port = port;
    port.onmessage = ({ data }) => "picture" in data && this.#receive(data);
    port.onerror = () => this.#fail();
  }

  get alive(): boolean {
    return this.#alive;
  }

  get free(): boolean {
    return this.#open.size < MOST_ORDERS;
  }

  /** These are the confirmed items; all orders must have been taken back. */
  load(sheet: Sheet): void {
    const strokes = sheet.packing?.strokes ?? PackedStrokes.of([]);
    const columns = sheet.packing?.shared ? null : strokes.columns;
    this.#untold = [];
    this.#tell({ type: "load", columns, marks: marksOf(sheet.marks()) });
    for (const item of sheet.late()) this.add(item);
  }

  /** An item on top of them. */
  add(item: Laid): void {
    if (this.#untold.push(item) === MOST_UNTOLD) this.#tellItems();
  }

  /** One of them looks otherwise now; orders that show it must be taken back. */
  change(item: Laid): void {
    this.add(item);
  }

  /** Something that some of them are painted with. */
  supply(supply: Supply): void {
    if (supply.type !== "pencil") this.#tell({ type: "supply", supply });
  }

  paint({ scale, column, row }: TilePlace, strokes: readonly number[], done: Done): () => void {
    const number = ++this.#orders;
    this.#open.set(number, done);
    this.#tellItems();
    const tile = { scale, column, row };
    this.#tell({ type: "paint", number, tile, strokes: Uint32Array.from(strokes) });
    return () => {
      if (this.#open.delete(number)) this.#tell({ type: "cancel", number });
    };
  }

  #tellItems(): void {
    const items = this.#untold;
    if (items.length === 0) return;
    this.#untold = [];
    const indexes = items.map(({ index }) => index);
    const { columns } = PackedStrokes.of(items.map(({ stroke }) => stroke));
    this.#tell({ type: "know", indexes, columns, marks: marksOf(items) });
  }

  #tell(order: Order): void {
    if (this.#alive) this.#port.postMessage(order);
  }

  #receive({ number, picture }: Painted): void {
    const done = this.#open.get(number);
    this.#open.delete(number);
    if (done) done({ context: null, image: picture, close: () => picture.close() });
    else picture.close(); // taken back meanwhile
  }

  #fail(): void {
    this.#alive = false;
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const done of open) done(null);
  }
}

function marksOf(items: readonly Laid[]): Mark[] {
  return items.flatMap((item) => {
    const look = lookOf(item);
    return look ? [{ index: item.index, look }] : [];
  });
}
