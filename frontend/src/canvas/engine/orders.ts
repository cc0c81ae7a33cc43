/** What is said between the page and the worker that paints for it. */

import type { Columns } from "./packed";
import type { TilePlace } from "./tiles";

export interface PaintOrder {
  readonly type: "paint";
  /** Names the order. */
  readonly number: number;
  readonly tile: TilePlace;
  /** Which strokes, lowest first, by their place among the confirmed ones. */
  readonly strokes: Uint32Array;
}

export type Order =
  | PaintOrder
  /** These are the confirmed strokes, and no others. */
  | { readonly type: "load"; readonly columns: Columns }
  /** The next confirmed strokes. */
  | { readonly type: "add"; readonly columns: Columns }
  /** One of them looks otherwise now. */
  | { readonly type: "change"; readonly index: number; readonly columns: Columns }
  /** A picture is not wanted any more. */
  | { readonly type: "cancel"; readonly number: number };

/** An order was carried out. */
export interface Painted {
  readonly number: number;
  readonly picture: ImageBitmap;
}
