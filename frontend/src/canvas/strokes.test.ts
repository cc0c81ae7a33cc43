// @vitest-environment node

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  BRUSH,
  decodeStroke,
  ERASER,
  encodeStroke,
  MARKER,
  MAX_COORDINATE,
  MAX_DT,
  MAX_POINTS,
  MAX_SIZE,
  PEN,
  PENCIL,
  type Stroke,
  StrokeError,
  type Tool,
} from "./strokes";

interface StrokeVector {
  name: string;
  bytes: string;
  tool: "pen" | "brush" | "marker" | "eraser" | "pencil";
  color: string;
  size: number;
  opacity: number;
  x: number[];
  y: number[];
  pressure: number[];
  dt: number[];
}

interface Vectors {
  strokes: StrokeVector[];
  hostile: { name: string; bytes: string; reason: string }[];
}

const table = new URL("../../../tests/wire/strokes.json", import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(table, "utf8"));
const TOOLS = { pen: PEN, brush: BRUSH, marker: MARKER, eraser: ERASER, pencil: PENCIL } as const;

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function strokeOf(vector: StrokeVector): Stroke {
  const color = Number.parseInt(vector.color.slice(1), 16);
  const { size, opacity } = vector;
  return {
    style: { tool: TOOLS[vector.tool], color, size, opacity },
    x: Int32Array.from(vector.x),
    y: Int32Array.from(vector.y),
    pressure: Uint8Array.from(vector.pressure),
    dt: Uint16Array.from(vector.dt),
  };
}

function line(count: number): Stroke {
  return {
    style: { tool: PEN, color: 0, size: 64, opacity: 255 },
    x: new Int32Array(count),
    y: new Int32Array(count),
    pressure: new Uint8Array(count),
    dt: new Uint16Array(count),
  };
}

const coordinate = fc.integer({ min: -MAX_COORDINATE, max: MAX_COORDINATE });
const pressure = fc.integer({ min: 0, max: 255 });
const point = fc.tuple(coordinate, coordinate, pressure, fc.integer({ min: 0, max: MAX_DT }));
const anyStyle = fc.record({
  tool: fc.constantFrom<Tool>(PEN, BRUSH, MARKER, ERASER, PENCIL),
  color: fc.integer({ min: 0, max: 0xffffff }),
  size: fc.integer({ min: 1, max: MAX_SIZE }),
  opacity: fc.integer({ min: 0, max: 255 }),
});
const anyStroke = fc.tuple(anyStyle, fc.array(point, { minLength: 1, maxLength: 30 })).map(
  ([style, points]): Stroke => ({
    style,
    x: Int32Array.from(points, ([x]) => x),
    y: Int32Array.from(points, ([, y]) => y),
    pressure: Uint8Array.from(points, ([, , p]) => p),
    dt: Uint16Array.from(points, ([, , , dt]) => dt),
  }),
);

/** The bytes say the same again, or were refused by name. */
function expectSpelledOnlySo(bytes: Uint8Array): void {
  try {
    expect(hexOf(encodeStroke(decodeStroke(bytes)))).toBe(hexOf(bytes));
  } catch (error) {
    expect(error).toBeInstanceOf(StrokeError);
  }
}

describe("the shared table", () => {
  test.each(vectors.strokes)("$name: stroke and bytes become each other", (vector) => {
    expect(hexOf(encodeStroke(strokeOf(vector)))).toBe(vector.bytes);
    expect(decodeStroke(bytesOf(vector.bytes))).toEqual(strokeOf(vector));
  });

  test.each(vectors.hostile)("$name is refused: $reason", ({ bytes, reason }) => {
    expect(() => decodeStroke(bytesOf(bytes))).toThrow(new StrokeError(reason));
  });
});

it("brings any stroke over the wire", () => {
  fc.assert(
    fc.property(anyStroke, (stroke) => {
      expect(decodeStroke(encodeStroke(stroke))).toEqual(stroke);
    }),
  );
});

it("accepts one spelling of a stroke and throws nothing but StrokeError", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), expectSpelledOnlySo));
});

it("answers a changed byte with another stroke or a StrokeError", () => {
  fc.assert(
    fc.property(anyStroke, fc.nat(), fc.nat(255), (stroke, where, value) => {
      const bytes = encodeStroke(stroke);
      bytes[where % bytes.length] = value;
      expectSpelledOnlySo(bytes);
    }),
  );
});

it("reads a stroke in the midst of a larger buffer", () => {
  const bytes = encodeStroke(line(3));
  const larger = new Uint8Array(bytes.length + 20).fill(0xff);
  larger.set(bytes, 10);
  expect(decodeStroke(larger.subarray(10, 10 + bytes.length))).toEqual(line(3));
});

it("takes the longest stroke and not one point more", () => {
  expect(decodeStroke(encodeStroke(line(MAX_POINTS))).x.length).toBe(MAX_POINTS);
  expect(() => encodeStroke(line(MAX_POINTS + 1))).toThrow("bad number of points");
});

it("does not encode what breaks a limit", () => {
  const stroke = line(2);
  expect(() => encodeStroke({ ...stroke, x: new Int32Array(1) })).toThrow(StrokeError);
  expect(() => encodeStroke({ ...stroke, x: Int32Array.of(0, 2 ** 27 + 1) })).toThrow(
    "coordinate out of range",
  );
  expect(() => encodeStroke({ ...stroke, style: { ...stroke.style, size: 0.5 } })).toThrow(
    "size out of range",
  );
});
