/** Where a replay is, and how fast it goes. (pure: the time of day comes in) */

export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32, 64] as const;
/** However long it took: in thirty seconds. */
export const FIT = "fit";
const FIT_MS = 30_000;

export type Speed = (typeof SPEEDS)[number] | typeof FIT;

export class Playhead {
  readonly from: number;
  #to: number;
  #time: number;
  #speed: Speed = 1;
  #tickedAt: number | null = null;
  #playing = false;

  /** Plays what lies between two moments, ms of the replay; all can be looked at. */
  constructor(from: number, to: number) {
    this.from = from;
    this.#to = Math.max(from, to);
    this.#time = from;
  }

  get to(): number {
    return this.#to;
  }

  get time(): number {
    return this.#time;
  }

  get playing(): boolean {
    return this.#playing;
  }

  get ended(): boolean {
    return this.#time >= this.to;
  }

  get speed(): Speed {
    return this.#speed;
  }

  set speed(speed: Speed) {
    this.#speed = speed;
  }

  /** ms of the replay in a ms of ours. */
  get rate(): number {
    if (this.#speed !== FIT) return this.#speed;
    return Math.max((this.to - this.from) / FIT_MS, Number.EPSILON);
  }

  /** There is more to play. */
  goOn(to: number): void {
    this.#to = Math.max(this.from, to);
  }

  /** At the end it begins again. */
  play(): void {
    if (this.ended) this.#time = this.from;
    this.#playing = true;
    this.#tickedAt = null;
  }

  pause(): void {
    this.#playing = false;
  }

  seek(time: number): void {
    this.#time = Math.min(this.to, Math.max(0, time));
    this.#tickedAt = null;
  }

  /** A frame at `now`, ms; returns the moment it shows. */
  tick(now: number): number {
    if (!this.#playing) return this.#time;
    const passed = this.#tickedAt === null ? 0 : now - this.#tickedAt;
    this.#tickedAt = now;
    this.#time = Math.min(this.to, this.#time + passed * this.rate);
    if (this.ended) this.#playing = false;
    return this.#time;
  }
}

/** The next speed up or down; from thirty seconds, the nearest. */
export function nextSpeed(head: Playhead, direction: 1 | -1): Speed {
  const faster = SPEEDS.find((speed) => speed > head.rate) ?? 64;
  const slower = SPEEDS.findLast((speed) => speed < head.rate) ?? 0.5;
  return direction > 0 ? faster : slower;
}
