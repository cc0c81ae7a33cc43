/** An implement that only points: where it was put down and lifted again, something happens. */

import type { Style } from "../../strokes";
import type { Point } from "../view/viewport";
import type { Implement } from "./implement";
import type { PenSample } from "./recorder";

export class Tap implements Implement {
  readonly points = true;
  readonly #tapped: (at: Point) => void;
  /** It is put down; false: that was for something else. */
  readonly #begun: () => boolean;
  readonly #cursor: string;
  #at: Point | null = null;
  #meant = false;

  constructor(begun: () => boolean, tapped: (at: Point) => void, cursor = "text") {
    this.#cursor = cursor;
    this.#begun = begun;
    this.#tapped = tapped;
  }

  get down(): boolean {
    return this.#at !== null;
  }

  cursorAt(): string {
    return this.#cursor;
  }

  begin(_style: Style, _zoom: number, { x, y }: PenSample): void {
    this.#meant = this.#begun();
    this.#at = { x, y };
  }

  move(): void {}

  tell(): void {}

  lift(): void {
    const [at, meant] = [this.#at, this.#meant];
    this.#at = null;
    if (at && meant) this.#tapped(at);
  }

  /** A second finger came: the paper is to be moved. */
  drop(): void {
    this.#at = null;
  }
}
