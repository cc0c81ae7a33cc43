/** What the wire tells the picture. The session drives it; the engine and tests implement it. */

import type { Stroke } from "./strokes";

export interface SceneStroke {
  /** 32 hex digits. */
  readonly id: string;
  /** Infinity while unconfirmed. */
  readonly seq: number;
  /** The participant's number. */
  readonly author: number;
  /** ms since the drawing was made. */
  readonly at: number;
  readonly stroke: Stroke;
}

export interface Scene {
  /** Everything anew. */
  load(strokes: readonly SceneStroke[], hidden: ReadonlySet<string>): void;
  /** A confirmed stroke, on top of all confirmed ones. */
  place(stroke: SceneStroke): void;
  /** One's own, not numbered yet: above the confirmed ones, in order. */
  pend(stroke: SceneStroke): void;
  /** A pended stroke got its number: it is now the top of the confirmed ones. */
  settle(id: string, seq: number, at: number): void;
  /** A pended stroke was refused. */
  withdraw(id: string): void;
  /** Any stroke, confirmed or pended. */
  hide(ids: Iterable<string>): void;
  show(ids: Iterable<string>): void;
  /** The next points of someone else's pen; `key` names the stroke, `offset` counts earlier points. */
  live(author: number, key: string, offset: number, piece: Stroke): void;
  endLive(key: string): void;
}
