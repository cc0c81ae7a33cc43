/** The worker that paints tiles: an easel, and what a browser has for it. */

import { fetchSpans } from "../../archive/spans";
import { paintPencil } from "../marks/pencil";
import { stock } from "../marks/stock";
import { isLost, TILE } from "../tiles/tiles";
import { Easel } from "./easel";
import type { Order, Painted } from "./orders";
import { tell, type Unpacked, unpackAll } from "./packer";

/** The part of a worker's globals that is used; the page's types know no workers. */
declare const self: {
  /** Addresses of a log, with spaces between; or empty. */
  readonly name: string;
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(message: Painted | Unpacked, transfer: Transferable[]): void;
};

stock.take({ type: "pencil", paint: paintPencil });

/**
 * Made when it is needed, or when the log has been read: browsers make the first canvas of a worker
 * in the page's thread, and all that the worker does would wait until that has a moment.
 */
class Board {
  readonly canvas = new OffscreenCanvas(TILE, TILE);
  readonly context = this.canvas.getContext("2d");
}

let made: Board | null = null;

function board(): { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D } {
  if (made?.context && isLost({ context: made.context })) made = null;
  made ??= new Board();
  const { canvas, context } = made;
  if (!context) throw new Error("this browser has no 2D canvas for workers");
  return { canvas, context };
}

/** The first picture of a canvas takes its time. */
async function warmUp(): Promise<void> {
  if (made) return;
  board().context.fillRect(0, 0, 1, 1);
  (await picture()).close();
}

/**
 * What is painted now. A copy: had it been given away, browsers would give the canvas something new to be
 * painted on, for which this worker would wait until the page's thread has a moment.
 */
function picture(): Promise<ImageBitmap> {
  return createImageBitmap(board().canvas);
}

function fail(error: unknown): void {
  setTimeout(() => {
    throw error; // the page hears of it
  });
}

const turns = new MessageChannel();

const easel = new Easel({
  get context() {
    return board().context;
  },
  async deliver(number) {
    const painted = await picture();
    self.postMessage({ number, picture: painted }, [painted]);
  },
  pause: () =>
    new Promise((resume) => {
      turns.port1.onmessage = () => resume();
      turns.port2.postMessage(null);
    }),
  now: () => performance.now(),
  fail,
});

self.onmessage = ({ data }) => easel.receive(data);

/** Unasked: the page's messages come only when it has a moment for them. */
async function readLog(urls: readonly string[]): Promise<void> {
  const unpacked = await unpackAll(fetchSpans(urls));
  easel.keep(tell(unpacked, (all, transfer) => self.postMessage(all, transfer)));
}

const read = self.name === "" ? Promise.resolve() : readLog(self.name.split(" "));
read.then(warmUp).catch(fail);
