/** The worker that paints tiles: an easel, and what a browser has for it. */

import { paintPencil } from "../marks/pencil";
import { stock } from "../marks/stock";
import { TILE } from "../tiles/tiles";
import { Easel } from "./easel";
import type { Order, Painted } from "./orders";

/** The part of a worker's globals that is used; the page's types know no workers. */
declare const self: {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(message: Painted, transfer: Transferable[]): void;
};

const canvas = new OffscreenCanvas(TILE, TILE);
const context = canvas.getContext("2d");
if (!context) throw new Error("this browser has no 2D canvas for workers");

stock.take({ type: "pencil", paint: paintPencil });

const turns = new MessageChannel();

const easel = new Easel({
  context,
  deliver(number) {
    const picture = canvas.transferToImageBitmap();
    self.postMessage({ number, picture }, [picture]);
  },
  pause: () =>
    new Promise((resume) => {
      turns.port1.onmessage = () => resume();
      turns.port2.postMessage(null);
    }),
  now: () => performance.now(),
  fail(error) {
    setTimeout(() => {
      throw error; // the page hears of it
    });
  },
});

self.onmessage = ({ data }) => easel.receive(data);
