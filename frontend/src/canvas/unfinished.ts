/** The stroke under the pen, kept about once a second, so that a crash costs no more than that. */

import type { Clock } from "./clock";
import { type Draft, encodeLine } from "./messages";
import type { Stroke } from "./strokes";

const KEPT_EVERY_MS = 1_000;

export class Unfinished {
  readonly #keep: (draft: Draft) => void;
  readonly #forget: (id: string) => void;
  readonly #clock: Clock;
  #id: string | null = null;
  #kept: string | null = null;
  #pieces: Stroke[] = [];
  #cancel: (() => void) | null = null;

  constructor(keep: (draft: Draft) => void, forget: (id: string) => void, clock: Clock) {
    this.#keep = keep;
    this.#forget = forget;
    this.#clock = clock;
  }

  /** The next points of a stroke; of a new one, if the id is new. */
  grow(id: string, piece: Stroke): void {
    if (id !== this.#id) this.end();
    this.#id = id;
    this.#pieces.push(piece);
    this.#cancel ??= this.#clock.after(KEPT_EVERY_MS, () => this.keepNow());
  }

  /** All of a stroke that changes as it is drawn; it went by the id `before` until now. */
  redraw(id: string, whole: Stroke, before: string | null): void {
    if (before !== null && before === this.#kept) this.#forget(before);
    this.#id = id;
    this.#pieces = [whole];
    this.#cancel ??= this.#clock.after(KEPT_EVERY_MS, () => this.keepNow());
  }

  /** Keeps what there is; for when the page may go. */
  keepNow(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#id === null || this.#pieces.length === 0) return;
    const whole = joined(this.#pieces);
    this.#pieces = [whole];
    this.#kept = this.#id;
    this.#keep({ id: this.#id, ...encodeLine(whole) });
  }

  /** The pen is up, or has taken the stroke back. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#id = null;
    this.#kept = null;
    this.#pieces = [];
  }
}

/** Pieces follow each other without a gap; there is at least one. */
function joined(pieces: readonly Stroke[]): Stroke {
  const [first, ...others] = pieces;
  if (!first) throw new Error("there is no piece");
  if (others.length === 0) return first;
  const length = pieces.reduce((sum, { x }) => sum + x.length, 0);
  const whole = {
    style: first.style,
    x: new Int32Array(length),
    y: new Int32Array(length),
    pressure: new Uint8Array(length),
    dt: new Uint16Array(length),
  };
  let at = 0;
  for (const { x, y, pressure, dt } of pieces) {
    whole.x.set(x, at);
    whole.y.set(y, at);
    whole.pressure.set(pressure, at);
    whole.dt.set(dt, at);
    at += x.length;
  }
  return whole;
}
