/** What is said between the page and the worker that paints for it. */

import type { Matter } from "../../scene";
import type { PostedSupply } from "../marks/stock";
import type { Columns } from "../sheet/packed";
import type { TilePlace } from "../tiles/tiles";

export interface PaintOrder {
  readonly type: "paint";
  /** Names the order. */
  readonly number: number;
  readonly tile: TilePlace;
  /** Which strokes, lowest first, by their place among the confirmed ones. */
  readonly strokes: Uint32Array;
}

/** An item that is no stroke; its columns are those of the line around it. */
export interface Mark {
  readonly index: number;
  readonly look: Omit<Matter, "stroke">;
}

export type Order =
  | PaintOrder
  /** These are the confirmed items, and no others; null: those that were unpacked here. */
  | { readonly type: "load"; readonly columns: Columns | null; readonly marks: readonly Mark[] }
  /** The next confirmed items, or some that look otherwise now, by their places among them. */
  | {
      readonly type: "know";
      readonly indexes: readonly number[];
      readonly columns: Columns;
      readonly marks: readonly Mark[];
    }
  /** Something that some items are painted with. */
  | { readonly type: "supply"; readonly supply: PostedSupply }
  /** A picture is not wanted any more. */
  | { readonly type: "cancel"; readonly number: number };

/** An order was carried out. */
export interface Painted {
  readonly number: number;
  readonly picture: ImageBitmap;
}
