/**
 * How arrow keys move: by a step where one is tapped, in a glide where they are held. Pure.
 *
 * A glide gathers speed, and turns in a curve where another key joins in or leaves off, so that
 * round things can be drawn; it stops where the last key is let go.
 */

import type { Place } from "./gestures";

export type Direction = "left" | "right" | "up" | "down";

// CSS pixels and ms.
const STEP = 8;
const STRIDE = 32;
/** Until a key that was pressed is held. */
const HELD = 220;
const SLOWEST = 0.12;
const FASTEST = 0.48;
const GATHERS = 1200;
const TURNS = 110;
const LONGEST_TICK = 50;

const WAYS: Readonly<Record<Direction, Place>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

export class Glide {
  /** When each key that is down was pressed. */
  readonly #held = new Map<Direction, number>();
  #speed: Place = { x: 0, y: 0 };
  #tickedAt = 0;
  /** Long strides: Shift is held. */
  stride = false;

  get moving(): boolean {
    return this.#held.size > 0;
  }

  /** The step a key makes at once; none where another one glides already. */
  press(direction: Direction, time: number): Place {
    if (this.#held.has(direction)) return { x: 0, y: 0 };
    const joins = this.#gliding(time);
    if (!this.moving) this.#tickedAt = time;
    this.#held.set(direction, joins ? time - HELD : time);
    return joins ? { x: 0, y: 0 } : scaled(WAYS[direction], this.stride ? STRIDE : STEP);
  }

  release(direction: Direction): void {
    this.#held.delete(direction);
    if (this.#held.size === 0) this.#speed = { x: 0, y: 0 };
  }

  stop(): void {
    for (const direction of [...this.#held.keys()]) this.release(direction);
  }

  /** How far it went since the last tick. */
  tick(time: number): Place {
    const elapsed = Math.min(LONGEST_TICK, Math.max(0, time - this.#tickedAt));
    this.#tickedAt = time;
    if (!this.#gliding(time)) return { x: 0, y: 0 };
    const wanted = this.#wanted(time);
    const share = Math.min(1, elapsed / TURNS);
    this.#speed = {
      x: this.#speed.x + (wanted.x - this.#speed.x) * share,
      y: this.#speed.y + (wanted.y - this.#speed.y) * share,
    };
    return scaled(this.#speed, elapsed);
  }

  #gliding(time: number): boolean {
    for (const since of this.#held.values()) if (time - since >= HELD) return true;
    return false;
  }

  #wanted(time: number): Place {
    let [x, y] = [0, 0];
    for (const direction of this.#held.keys()) {
      x += WAYS[direction].x;
      y += WAYS[direction].y;
    }
    const length = Math.hypot(x, y) || 1;
    return scaled({ x: x / length, y: y / length }, this.#pace(time));
  }

  /** CSS pixels a ms. */
  #pace(time: number): number {
    const longest = time - Math.min(...this.#held.values()) - HELD;
    const pace = SLOWEST + (FASTEST - SLOWEST) * Math.min(1, longest / GATHERS);
    return this.stride ? (pace * STRIDE) / STEP / 2 : pace;
  }
}

function scaled({ x, y }: Place, by: number): Place {
  return { x: x * by, y: y * by };
}
