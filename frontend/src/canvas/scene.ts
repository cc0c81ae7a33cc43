/** What the wire tells the picture. The session drives it; the engine and tests implement it. */

import type { Version } from "./fold";
import type { PlacedImage } from "./images";
import type { Typeset } from "./lettering/lettering";
import type { Stroke } from "./strokes";

/** The `seq` of what is seen and no operation yet: above all that has a number, or will have one. */
export const ON_ITS_WAY = 2 ** 52;

/** What an item is made of; engine/marks/matter.ts says how that looks. */
export interface Matter {
  /** Of a text or a picture the line around it, for whoever asks only where it lies. */
  readonly stroke: Stroke;
  readonly text?: Typeset;
  readonly image?: PlacedImage;
}

/** Something that lies on the paper. */
export interface SceneItem extends Matter {
  /** 32 hex digits. */
  readonly id: string;
  /** While unconfirmed a number above all others, in the order things were made. */
  readonly seq: number;
  /** The participant's number. */
  readonly author: number;
  /** ms since the drawing was made. */
  readonly at: number;
}

export type SceneStroke = SceneItem;

/** Very many items, in the order they were made: each is an object only where it is asked for. */
export interface Bulk {
  readonly count: number;
  at(index: number): SceneItem;
  /** −1: it is none of them. */
  indexOf(id: string): number;
  /** Those of one author. */
  by(author: number): Iterable<SceneItem>;
}

/** How items lie otherwise than they were made, by their ids. */
export type Versions = ReadonlyMap<string, Version>;

export interface Scene {
  /** Everything anew, as it was made; `versions` says what lies otherwise. `bulk` lies below `items`. */
  load(
    items: readonly SceneItem[],
    hidden: ReadonlySet<string>,
    versions: Versions,
    bulk?: Bulk | null,
  ): void;
  /** A confirmed item, on top of all that were not brought to the front since. */
  place(item: SceneItem): void;
  /** One's own, not numbered yet: above the confirmed ones, in order. */
  pend(item: SceneItem): void;
  /** A pended item got its number: it is now the top of the confirmed ones. */
  settle(id: string, seq: number, at: number): void;
  /** A pended item was refused. */
  withdraw(id: string): void;
  /** Any item, confirmed or pended. */
  hide(ids: Iterable<string>): void;
  show(ids: Iterable<string>): void;
  /** Items lie otherwise than before; `AS_MADE` is how they were made. */
  change(versions: Versions): void;
  /** The colour of the paper, 0xRRGGBB; null: its own. */
  paper(color: number | null): void;
  /** The next points of someone else's pen; `key` names the stroke, `offset` counts earlier points. */
  live(author: number, key: string, offset: number, piece: Stroke): void;
  endLive(key: string): void;
}
