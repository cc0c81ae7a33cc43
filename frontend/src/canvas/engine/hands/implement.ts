/** What is in the hand: the pen, or something that is used on the paper like one. */

import type { Style } from "../../strokes";
import type { Point } from "../view/viewport";
import type { PenSample } from "./recorder";

export interface Implement {
  /** Whether it is at work, between `begin` and `lift` or `drop`. */
  readonly down: boolean;
  /** Puts it down; `zoom` is CSS pixels in a paper unit. */
  begin(style: Style, zoom: number, sample: PenSample): void;
  /** It went through all these places; `ahead` is where it is thought to go. */
  move(samples: readonly PenSample[], ahead?: readonly PenSample[]): void;
  /** Another moment has come, in ms: time to tell others. */
  tell(time: number): void;
  lift(): void;
  /** What it did was not meant. */
  drop(): void;
  /** Whether what it does is to be even: the Shift key is held. */
  even?: boolean;
  /** All it does is done where it is put down: keys lift it at once. */
  readonly points?: boolean;
  /** The shape of the pointer over a place; without it, the ring that shows the size. */
  cursorAt?(point: Point, zoom: number): string;
}
