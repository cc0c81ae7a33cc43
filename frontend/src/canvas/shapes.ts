/**
 * Lines, arrows, rectangles and ellipses as a steady hand would draw them. (pure)
 *
 * What comes out is an ordinary stroke, so whatever knows strokes knows shapes: the wire, the server's
 * pictures, replay, undo, credit. The ribbon goes through the middles between points, so an edge has
 * points close to both its ends, ever further apart towards its middle: the corners stay sharp, also
 * where points that nobody could tell apart are left out, far away.
 */

import { MAX_COORDINATE, MAX_DT, type Stroke, type Style, UNITS_PER_PIXEL } from "./strokes";

export type Shape = "line" | "arrow" | "rectangle" | "ellipse";

/** In paper units. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How a shape is drawn. */
export interface Hand {
  readonly style: Style;
  /** 0 to 255, all along. */
  readonly pressure: number;
  readonly ms: number;
}

/** Paper units between points at most, but for edges so long that they would have too many. */
const WIDEST_GAP = 400;
const MOST_GAPS = 512;
const FIRST_GAP = 1 / UNITS_PER_PIXEL;
const WIDENING = 4;
const EVEN_ANGLE = Math.PI / 12; // 15°

const BARB_ANGLE = (27 * Math.PI) / 180;
const BARB_SMALLEST = 12;
const BARB_PER_WIDTH = 3.2;
/** Of the arrow's length, at most. */
const BARB_SHARE = 0.5;

const LEAST_VERTICES = 24;
const MOST_VERTICES = 1024;

/** The end of a shape from `from` that is evened: a square, a circle, a line at a multiple of 15°. */
export function evened(shape: Shape, from: Spot, to: Spot): Spot {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (shape === "rectangle" || shape === "ellipse") {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    return { x: from.x + (dx < 0 ? -side : side), y: from.y + (dy < 0 ? -side : side) };
  }
  const angle = Math.round(Math.atan2(dy, dx) / EVEN_ANGLE) * EVEN_ANGLE;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const length = dx * cosine + dy * sine;
  return { x: from.x + length * cosine, y: from.y + length * sine };
}

/** A shape from one spot to another. */
export function shapeStroke(shape: Shape, from: Spot, to: Spot, hand: Hand): Stroke {
  const width = hand.style.size / UNITS_PER_PIXEL;
  return strokeThrough(spotsOf(shape, from, to, width), hand);
}

function spotsOf(shape: Shape, from: Spot, to: Spot, width: number): Spot[] {
  switch (shape) {
    case "line":
      return throughCorners([from, to]);
    case "arrow":
      return throughCorners(arrowCorners(from, to, width));
    case "rectangle": {
      const [right, left] = [
        { x: to.x, y: from.y },
        { x: from.x, y: to.y },
      ];
      return throughCorners([from, right, to, left, from]);
    }
    case "ellipse":
      return ellipseSpots(from, to);
    default:
      return shape satisfies never;
  }
}

/** Shaft, tip, barb, tip, barb: all in one go. */
function arrowCorners(from: Spot, to: Spot, width: number): Spot[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const wanted = BARB_SMALLEST + BARB_PER_WIDTH * width;
  const share = Math.min(BARB_SHARE, length > 0 ? wanted / length : 0);
  const barb = (angle: number): Spot => {
    const [cosine, sine] = [Math.cos(angle) * share, Math.sin(angle) * share];
    return { x: to.x - dx * cosine + dy * sine, y: to.y - dx * sine - dy * cosine };
  };
  return [from, to, barb(BARB_ANGLE), to, barb(-BARB_ANGLE)];
}

function throughCorners(corners: readonly Spot[]): Spot[] {
  const spots: Spot[] = [];
  corners.forEach((corner, index) => {
    spots.push(corner);
    const next = corners[index + 1];
    if (next) spots.push(...between(corner, next));
  });
  return spots;
}

/** Spots on the way from one to another, dense at both ends. */
function between(from: Spot, to: Spot): Spot[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const near = distances(length);
  const far = near.map((distance) => length - distance).reverse();
  return [...near, ...far].map((distance) => {
    const share = distance / length;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  });
}

/** Distances from an end, as far as the middle. */
function distances(length: number): number[] {
  const widest = Math.max(WIDEST_GAP, length / MOST_GAPS);
  const found: number[] = [];
  let distance = FIRST_GAP;
  while (distance < length / 2) {
    found.push(distance);
    distance = Math.min(distance * WIDENING, distance + widest);
  }
  return found;
}

/** Clockwise from the top; the curve touches the ellipse in the middle between any two spots. */
function ellipseSpots(from: Spot, to: Spot): Spot[] {
  const center = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [wide, high] = [Math.abs(to.x - from.x) / 2, Math.abs(to.y - from.y) / 2];
  const vertices = verticesFor(wide + high);
  const half = Math.PI / vertices;
  const at = (angle: number, reach: number): Spot => ({
    x: center.x + Math.sin(angle) * wide * reach,
    y: center.y - Math.cos(angle) * high * reach,
  });
  const outside = 1 / Math.cos(half);
  const around = Array.from({ length: vertices }, (_, index) =>
    at((2 * index + 1) * half, outside),
  );
  return [at(0, 1), ...around, at(0, 1)];
}

function verticesFor(size: number): number {
  const wanted = Math.max(LEAST_VERTICES, 2 * Math.sqrt(size), (Math.PI * size) / WIDEST_GAP);
  return Math.min(MOST_VERTICES, 4 * Math.ceil(wanted / 4));
}

/** A stroke of an even hand, as fast at every spot. */
function strokeThrough(spots: readonly Spot[], { style, pressure, ms }: Hand): Stroke {
  const places = distinct(spots.map(({ x, y }) => ({ x: fixed(x), y: fixed(y) })));
  return {
    style,
    x: Int32Array.from(places, ({ x }) => x),
    y: Int32Array.from(places, ({ y }) => y),
    pressure: new Uint8Array(places.length).fill(pressure),
    dt: times(places, ms),
  };
}

function fixed(units: number): number {
  const whole = Math.round(units * UNITS_PER_PIXEL);
  return Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, whole));
}

function distinct(places: readonly Spot[]): Spot[] {
  return places.filter(({ x, y }, index) => {
    const before = places[index - 1];
    return before?.x !== x || before.y !== y;
  });
}

/** ms since the place before, in proportion to the way. */
function times(places: readonly Spot[], ms: number): Uint16Array {
  const way = [0];
  places.forEach(({ x, y }, index) => {
    const before = places[index - 1];
    if (before) way.push((way.at(-1) ?? 0) + Math.hypot(x - before.x, y - before.y));
  });
  const speed = ms / Math.max(1, way.at(-1) ?? 0);
  const moments = way.map((distance) => Math.round(distance * speed));
  return Uint16Array.from(moments, (moment, index) =>
    Math.min(MAX_DT, moment - (moments[index - 1] ?? 0)),
  );
}
