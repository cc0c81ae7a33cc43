/**
 * The 1€ filter (Casiez, Roussel, Vogel 2012): steady when slow, quick when fast.
 *
 * A low-pass filter whose cutoff rises with speed: a slow hand is freed of the stair-steps of
 * whole pixels, a fast zig-zag keeps its corners.
 */

export interface SmoothingOptions {
  /** Hz while the hand rests: lower is steadier. */
  readonly minimumCutoff: number;
  /** Hz gained per px/s of speed: higher lags less. */
  readonly speedGain: number;
}

const SPEED_CUTOFF = 8;

export class Smoothing {
  readonly #options: SmoothingOptions;
  #x = 0;
  #y = 0;
  #speedX = 0;
  #speedY = 0;
  #time: number | null = null;

  constructor(options: SmoothingOptions) {
    this.#options = options;
  }

  /** The smoothed place of the pen; x and y in CSS pixels, time in ms. */
  next(x: number, y: number, time: number): { x: number; y: number } {
    if (this.#time === null) this.#start(x, y);
    else this.#follow(x, y, Math.max(1, time - this.#time) / 1000);
    this.#time = time;
    return { x: this.#x, y: this.#y };
  }

  #start(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
  }

  #follow(x: number, y: number, seconds: number): void {
    const speedShare = share(SPEED_CUTOFF, seconds);
    this.#speedX += speedShare * ((x - this.#x) / seconds - this.#speedX);
    this.#speedY += speedShare * ((y - this.#y) / seconds - this.#speedY);
    const speed = Math.hypot(this.#speedX, this.#speedY);
    const moved = share(this.#options.minimumCutoff + this.#options.speedGain * speed, seconds);
    this.#x += moved * (x - this.#x);
    this.#y += moved * (y - this.#y);
  }
}

/** How much of a step an exponential filter of this cutoff takes in so many seconds, 0 to 1. */
function share(cutoff: number, seconds: number): number {
  const turns = 2 * Math.PI * cutoff * seconds;
  return turns / (turns + 1);
}
