/**
 * The worker's side of painting: orders in, pictures out, one after the other.
 *
 * Paints a slice at a time and looks for new orders between slices, so that what is not wanted any
 * more does not hold up what is.
 */

import type { Stroke } from "../strokes";
import type { Order, PaintOrder } from "./orders";
import { PackedStrokes } from "./packed";
import { type Context2D, paintStroke, resetInk } from "./raster";
import { TILE, Tile } from "./tiles";

const SLICE = 12; // ms

export interface EaselOptions {
  /** What is painted on, TILE × TILE pixels, whatever is on it. */
  readonly context: Context2D;
  /** Hands out what was painted for an order. */
  readonly deliver: (number: number) => void;
  /** Lets other things happen, then goes on. */
  readonly pause: () => Promise<void>;
  readonly now: () => number;
  /** It is broken: whoever ordered must be told. */
  readonly fail: (error: unknown) => void;
}

export class Easel {
  readonly #options: EaselOptions;
  #packed = PackedStrokes.of([]);
  #added: Stroke[] = [];
  readonly #changed = new Map<number, Stroke>();
  #waiting: PaintOrder[] = [];
  #current: number | null = null;
  #working = false;

  constructor(options: EaselOptions) {
    this.#options = options;
  }

  receive(order: Order): void {
    switch (order.type) {
      case "load":
        this.#packed = new PackedStrokes(order.columns);
        this.#added = [];
        this.#changed.clear();
        break;
      case "add":
        this.#added.push(new PackedStrokes(order.columns).at(0));
        break;
      case "change":
        this.#changed.set(order.index, new PackedStrokes(order.columns).at(0));
        break;
      case "paint":
        this.#waiting.push(order);
        if (!this.#working) this.#work().catch(this.#options.fail);
        break;
      case "cancel":
        this.#waiting = this.#waiting.filter(({ number }) => number !== order.number);
        if (this.#current === order.number) this.#current = null;
        break;
      default:
        order satisfies never;
    }
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let order = this.#waiting.shift(); order; order = this.#waiting.shift()) {
      this.#current = order.number;
      if (await this.#paint(order)) this.#options.deliver(order.number);
      await this.#options.pause();
    }
    this.#working = false;
  }

  /** False: it was taken back. */
  async #paint({ number, tile, strokes }: PaintOrder): Promise<boolean> {
    const { context, now, pause } = this.#options;
    const { frame, bounds } = new Tile(tile.scale, tile.column, tile.row);
    resetInk(context);
    context.clearRect(0, 0, TILE, TILE);
    let deadline = now() + SLICE;
    for (const index of strokes) {
      paintStroke(context, this.#stroke(index), frame, bounds);
      if (now() < deadline) continue;
      await pause();
      if (this.#current !== number) return false;
      deadline = now() + SLICE;
    }
    return true;
  }

  #stroke(index: number): Stroke {
    const late = this.#changed.get(index) ?? this.#added[index - this.#packed.count];
    return late ?? this.#packed.at(index);
  }
}
