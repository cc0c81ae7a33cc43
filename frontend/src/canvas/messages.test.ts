import { describe, expect, it } from "vitest";
import table from "../../../tests/wire/messages.json";
import {
  type Draft,
  encodeCursor,
  encodeDropped,
  encodeInk,
  encodeOperation,
  fromHex,
  parseBinary,
  toHex,
} from "./messages";
import type { Stroke, Tool } from "./strokes";

interface ToldStroke {
  style: { tool: number; color: number; size: number; opacity: number };
  x: number[];
  y: number[];
  pressure: number[];
  dt: number[];
}

interface Told {
  type: string;
  prefix?: string;
  offset?: number;
  piece?: ToldStroke;
  x?: number;
  y?: number;
  tool?: number;
  id?: string;
  kind?: number;
  body?: string;
}

const strokeOf = (told: ToldStroke): Stroke => ({
  style: { ...told.style, tool: told.style.tool as Tool },
  x: Int32Array.from(told.x),
  y: Int32Array.from(told.y),
  pressure: Uint8Array.from(told.pressure),
  dt: Uint16Array.from(told.dt),
});

const filled = (prefix: string): string => prefix.padEnd(32, "0");

function write(says: Told): Uint8Array {
  switch (says.type) {
    case "ink":
      return encodeInk(
        filled(says.prefix ?? ""),
        says.offset ?? 0,
        strokeOf(says.piece as ToldStroke),
      );
    case "cursor":
      return encodeCursor(says.x ?? 0, says.y ?? 0, says.tool as Tool);
    case "dropped":
      return encodeDropped(filled(says.prefix ?? ""));
    default: {
      const draft: Draft = {
        id: says.id ?? "",
        kind: says.kind ?? 0,
        body: fromHex(says.body ?? ""),
      };
      return encodeOperation(draft);
    }
  }
}

/** What was read, in the words of the table. */
function tell(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => {
      if (key === "body" && part instanceof Uint8Array) return toHex(part);
      return ArrayBuffer.isView(part) ? [...(part as Uint8Array)] : part;
    }),
  );
}

describe("messages of a client", () => {
  for (const { name, hex, says } of table.examples.filter(({ sender }) => sender === "client")) {
    it(`${name} is written as the table says`, () => {
      expect(toHex(write(says as Told))).toBe(hex);
    });
  }
});

describe("messages of the server, and signals it relays", () => {
  const read = table.examples.filter(({ says }) => says.type !== "operation");
  for (const { name, hex, says } of read) {
    it(`${name} says what the table says`, () => {
      expect(tell(parseBinary(fromHex(hex)))).toEqual(says);
    });
  }

  it("of a newer version are passed over", () => {
    expect(parseBinary(Uint8Array.of(0x7f, 1, 2))).toBeNull();
  });
});
