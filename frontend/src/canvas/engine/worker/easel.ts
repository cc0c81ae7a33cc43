/**
 * The worker's side of painting: orders in, pictures out, one after the other.
 *
 * Paints a slice at a time and looks for new orders between slices, so that what is not wanted any
 * more does not hold up what is.
 */

import type { Matter } from "../../scene";
import type { Stroke } from "../../strokes";
import { paintMatter } from "../marks/matter";
import { type Context2D, resetInk } from "../marks/raster";
import { stock } from "../marks/stock";
import { PackedStrokes } from "../sheet/packed";
import { TILE, Tile } from "../tiles/tiles";
import type { Mark, Order, PaintOrder } from "./orders";

const SLICE = 12; // ms

export interface EaselOptions {
  /** What is painted on, TILE × TILE pixels, whatever is on it. */
  readonly context: Context2D;
  /** Hands out what was painted for an order. */
  readonly deliver: (number: number) => Promise<void>;
  /** Lets other things happen, then goes on. */
  readonly pause: () => Promise<void>;
  readonly now: () => number;
  /** It is broken: whoever ordered must be told. */
  readonly fail: (error: unknown) => void;
}

export class Easel {
  readonly #options: EaselOptions;
  #packed = PackedStrokes.of([]);
  #unpacked = this.#packed;
  /** What was added or changed since, by its place. */
  readonly #late = new Map<number, Stroke>();
  readonly #marks = new Map<number, Mark>();
  #waiting: PaintOrder[] = [];
  #current: number | null = null;
  #working = false;

  constructor(options: EaselOptions) {
    this.#options = options;
  }

  /** These were unpacked here. */
  keep(unpacked: PackedStrokes): void {
    this.#unpacked = unpacked;
  }

  receive(order: Order): void {
    switch (order.type) {
      case "load":
        this.#packed = order.columns ? new PackedStrokes(order.columns) : this.#unpacked;
        this.#late.clear();
        this.#marks.clear();
        this.#mark(order.marks);
        break;
      case "know": {
        const packed = new PackedStrokes(order.columns);
        order.indexes.forEach((index, place) => {
          this.#late.set(index, packed.at(place));
        });
        this.#mark(order.marks);
        break;
      }
      case "supply":
        stock.take(order.supply);
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
      if (await this.#paint(order)) await this.#options.deliver(order.number);
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
      paintMatter(context, this.#matter(index), frame, bounds);
      if (now() < deadline) continue;
      await pause();
      if (this.#current !== number) return false;
      deadline = now() + SLICE;
    }
    return true;
  }

  #mark(marks: readonly Mark[]): void {
    for (const mark of marks) this.#marks.set(mark.index, mark);
  }

  #matter(index: number): Matter {
    const stroke = this.#late.get(index) ?? this.#packed.at(index);
    return { ...this.#marks.get(index)?.look, stroke };
  }
}
