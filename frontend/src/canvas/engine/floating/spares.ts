/** Surfaces that were used and are used again: making one costs more than painting on it. */

import { resetInk } from "../marks/raster";
import { isLost, type Surface } from "../tiles/tiles";

const MOST = 24;

export class Spares {
  readonly #make: (width: number, height: number) => Surface;
  readonly #bySize = new Map<string, Surface[]>();
  #count = 0;

  constructor(make: (width: number, height: number) => Surface) {
    this.#make = make;
  }

  /** A blank one. */
  take(width: number, height: number): Surface {
    const surface = this.#bySize.get(`${width} ${height}`)?.pop();
    if (surface) this.#count--;
    if (!surface || isLost(surface)) return this.#make(width, height);
    resetInk(surface.context);
    surface.context.clearRect(0, 0, width, height);
    return surface;
  }

  giveBack(surface: Surface, width: number, height: number): void {
    if (this.#count === MOST) return;
    this.#count++;
    const size = `${width} ${height}`;
    const same = this.#bySize.get(size);
    if (same) same.push(surface);
    else this.#bySize.set(size, [surface]);
  }
}
