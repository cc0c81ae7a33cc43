/**
 * Where on the endless paper the window stands.
 *
 * Three spaces: paper units (1 unit = 1 CSS pixel at 100 %), CSS pixels from the host's top left
 * corner, device pixels of the canvases. The corner always lies on a whole device pixel, so that
 * tiles are copied, never resampled, and equal viewports show equal pixels.
 */

import { type Bounds, inflate } from "./bounds";

export const MIN_ZOOM = 0.01;
export const MAX_ZOOM = 64;

/** The farthest the corner goes, in units: the reach of stored coordinates. */
const FARTHEST = 2 ** 23;
/** Of a window's height, and of its width, may be kept free at each edge. */
const HIGHEST_EDGE = 1 / 6;
const WIDEST_EDGE = 1 / 16;
const ZOOM_STEP = Math.SQRT2;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is kept free at the edges of a window, CSS pixels; less in one that is small. */
export interface Edges {
  readonly above: number;
  readonly below: number;
  readonly beside: number;
}

const PLAIN: Edges = { above: 48, below: 48, beside: 48 };

/** Immutable; every move makes a new one. */
export class Viewport {
  /** Device pixels of the corner, whole numbers. */
  readonly deviceX: number;
  readonly deviceY: number;
  /** Paper units at the host's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** CSS pixels. */
  readonly size: Size;
  /** Device pixels in a CSS pixel. */
  readonly ratio: number;
  /** Before rounding: small moves add up. */
  readonly #corner: Point;

  constructor(corner: Point, zoom: number, size: Size, ratio: number) {
    this.zoom = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
    this.size = size;
    this.ratio = ratio;
    const x = clamp(corner.x, -FARTHEST, FARTHEST);
    const y = clamp(corner.y, -FARTHEST, FARTHEST);
    this.#corner = { x, y };
    this.deviceX = Math.round(x * this.scale) + 0; // never −0
    this.deviceY = Math.round(y * this.scale) + 0;
    this.x = this.deviceX / this.scale;
    this.y = this.deviceY / this.scale;
  }

  /** Device pixels in a paper unit. */
  get scale(): number {
    return this.zoom * this.ratio;
  }

  /** What is seen, in paper units. */
  get bounds(): Bounds {
    return {
      left: this.x,
      top: this.y,
      right: this.x + this.size.width / this.zoom,
      bottom: this.y + this.size.height / this.zoom,
    };
  }

  /** The whole window, in device pixels. */
  get canvas(): Bounds {
    const { size, ratio } = this;
    const right = Math.round(size.width * ratio);
    return { left: 0, top: 0, right, bottom: Math.round(size.height * ratio) };
  }

  /** Where the paper lies behind the window, in device pixels. */
  get frame(): { readonly scale: number; readonly left: number; readonly top: number } {
    return { scale: this.scale, left: this.deviceX, top: this.deviceY };
  }

  get center(): Point {
    return this.toPaper({ x: this.size.width / 2, y: this.size.height / 2 });
  }

  /** CSS pixels → paper units. */
  toPaper(point: Point): Point {
    return { x: this.x + point.x / this.zoom, y: this.y + point.y / this.zoom };
  }

  /** Paper units → CSS pixels. */
  toScreen(point: Point): Point {
    return { x: (point.x - this.x) * this.zoom, y: (point.y - this.y) * this.zoom };
  }

  /** Paper units → whole device pixels that surely cover them. */
  toDevice(bounds: Bounds): Bounds {
    return {
      left: Math.floor(bounds.left * this.scale) - this.deviceX - 1,
      top: Math.floor(bounds.top * this.scale) - this.deviceY - 1,
      right: Math.ceil(bounds.right * this.scale) - this.deviceX + 1,
      bottom: Math.ceil(bounds.bottom * this.scale) - this.deviceY + 1,
    };
  }

  /** Device pixels → paper units, a little more. */
  fromDevice(part: Bounds): Bounds {
    const { scale, deviceX, deviceY } = this;
    const { left, top, right, bottom } = inflate(part, 1);
    return {
      left: (left + deviceX) / scale,
      top: (top + deviceY) / scale,
      right: (right + deviceX) / scale,
      bottom: (bottom + deviceY) / scale,
    };
  }

  /** The paper follows the hand by so many CSS pixels. */
  panned(dx: number, dy: number): Viewport {
    const { x, y } = this.#corner;
    const corner = { x: x - dx / this.zoom, y: y - dy / this.zoom };
    return new Viewport(corner, this.zoom, this.size, this.ratio);
  }

  /** The paper point under `anchor` (CSS pixels) stays where it is, over any number of steps. */
  zoomed(zoom: number, anchor: Point): Viewport {
    const { x, y } = this.#corner; // not where it was rounded to: that would add up
    const next = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
    const share = 1 / this.zoom - 1 / next;
    const corner = { x: x + anchor.x * share, y: y + anchor.y * share };
    return new Viewport(corner, next, this.size, this.ratio);
  }

  centeredOn(point: Point, zoom = this.zoom): Viewport {
    const next = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
    const corner = {
      x: point.x - this.size.width / 2 / next,
      y: point.y - this.size.height / 2 / next,
    };
    return new Viewport(corner, next, this.size, this.ratio);
  }

  /** All of `bounds` in the middle between the edges, never larger than 100 %. */
  fitted(bounds: Bounds, edges: Edges = PLAIN): Viewport {
    const { width, height } = this.size;
    const beside = Math.min(edges.beside, width * WIDEST_EDGE);
    const [above, below] = [edges.above, edges.below].map((edge) =>
      Math.min(edge, height * HIGHEST_EDGE),
    ) as [number, number];
    const zoom = Math.min(
      1,
      (width - 2 * beside) / (bounds.right - bounds.left),
      (height - above - below) / (bounds.bottom - bounds.top),
    );
    const center = {
      x: (bounds.left + bounds.right) / 2,
      y: (bounds.top + bounds.bottom + (below - above) / zoom) / 2,
    };
    return this.centeredOn(center, zoom);
  }

  resized(size: Size, ratio: number): Viewport {
    return new Viewport(this.#corner, this.zoom, size, ratio);
  }

  equals(other: Viewport): boolean {
    return (
      this.deviceX === other.deviceX &&
      this.deviceY === other.deviceY &&
      this.zoom === other.zoom &&
      this.ratio === other.ratio &&
      this.size.width === other.size.width &&
      this.size.height === other.size.height
    );
  }
}

/** The next stop of the zoom buttons: powers of √2, so that 100 % is always met again. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const stop = Math.log(zoom) / Math.log(ZOOM_STEP);
  const next = direction > 0 ? Math.floor(stop + 1e-6) + 1 : Math.ceil(stop - 1e-6) - 1;
  return clamp(stopZoom(next), MIN_ZOOM, MAX_ZOOM);
}

/** √2 to a whole power; whole powers of two come out exact. */
function stopZoom(stop: number): number {
  const whole = 2 ** Math.floor(stop / 2);
  return stop % 2 === 0 ? whole : whole * ZOOM_STEP;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
