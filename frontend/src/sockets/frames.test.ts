import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClientKind,
  checkJson,
  decodeBinary,
  decodeText,
  decodeVarint,
  encodeBinary,
  encodeText,
  encodeVarint,
  FrameError,
  type Json,
} from "./frames";

interface Text {
  why: string;
  text: [part: string, times: number][];
}
interface Hex {
  why: string;
  hex: string;
}
interface Table {
  to_server: {
    text: { text: string; kind: ClientKind; channel: string | null; data: Json }[];
    binary: { hex: string; handle: number; payload: string }[];
  };
  to_client: {
    text: { text: string; means: unknown }[];
    binary: { hex: string; handle: number; records: [sender: number, payload: string][] }[];
    refused_text: Text[];
    refused_binary: Hex[];
  };
  messages_refused: { why: string; data: Json }[];
  varints: [value: number, hex: string][];
  refused_varints: string[];
}

const path = resolve("../tests/wire/frames.json");
const table = JSON.parse(readFileSync(path, "utf8")) as Table;
const { to_server: toServer, to_client: toClient } = table;

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

describe("the table both languages obey", () => {
  it.each(toServer.text)("writes $text", ({ text, kind, channel, data }) => {
    expect(encodeText(kind, channel, data)).toBe(text);
  });

  it.each(toServer.binary)("writes binary $hex", ({ hex: frame, handle, payload }) => {
    expect(hex(encodeBinary(handle, bytes(payload)))).toBe(frame);
  });

  it.each(toClient.text)("reads $text", ({ text, means }) => {
    expect(decodeText(text)).toEqual(means);
  });

  it.each(toClient.binary)("reads binary $hex", ({ hex: frame, handle, records }) => {
    const decoded = decodeBinary(bytes(frame));
    expect(decoded.handle).toBe(handle);
    expect(decoded.records.map(({ sender, payload }) => [sender, hex(payload)])).toEqual(records);
  });

  it.each(toClient.refused_text)("refuses $why", ({ text }) => {
    const frame = text.map(([part, times]) => part.repeat(times)).join("");
    expect(() => decodeText(frame)).toThrow(FrameError);
  });

  it.each(toClient.refused_binary)("refuses binary with $why", ({ hex: frame }) => {
    expect(() => decodeBinary(bytes(frame))).toThrow(FrameError);
  });

  it.each(table.messages_refused)("does not send $why", ({ data }) => {
    expect(() => encodeText("message", null, data)).toThrow(FrameError);
  });

  it.each(table.varints)("varint %i is %s", (value, encoded) => {
    expect(hex(encodeVarint(value))).toBe(encoded);
    expect(decodeVarint(bytes(encoded), 0)).toEqual([value, encoded.length / 2]);
  });

  it.each(table.refused_varints)("%s is no varint", (encoded) => {
    expect(() => decodeVarint(bytes(encoded), 0)).toThrow(FrameError);
  });
});

describe("what is never sent", () => {
  const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)]);
  const cases: [string, unknown][] = [
    ["NaN", Number.NaN],
    ["Infinity", [Number.POSITIVE_INFINITY]],
    ["undefined", undefined],
    ["a function", { act: () => 0 }],
    ["a bigint", 1n],
    ["17 levels", nested(17)],
    ["more than 64 KiB", "x".repeat(65_536)],
  ];
  it.each(cases)("%s", (_, data) => {
    expect(() => encodeText("message", null, data as Json)).toThrow(FrameError);
  });

  it.each(["", "a\n", "\u202e", "x".repeat(201), "\ud800"])("channel name %j", (name) => {
    expect(() => encodeText("subscribe", name, null)).toThrow(FrameError);
  });

  it("more than 64 KiB of bytes", () => {
    expect(() => encodeBinary(1, new Uint8Array(65_536))).toThrow(FrameError);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])("varint %d", (value) => {
    expect(() => encodeVarint(value)).toThrow(FrameError);
  });
});

describe("by chance", () => {
  it("any varint arrives as it was sent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        const encoded = encodeVarint(value);
        expect(decodeVarint(encoded, 0)).toEqual([value, encoded.length]);
      }),
    );
  });

  it("any bytes are a batch or refused, and never anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        try {
          decodeBinary(data);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
    );
  });

  it("any text is a frame or refused", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          decodeText(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
    );
  });

  it("what is no JSON is said with its place", () => {
    const data = { strokes: [{ x: 1 }, { x: undefined as unknown as Json }] };
    expect(() => encodeText("message", "room-1", data)).toThrow(
      "message.strokes[1].x undefined is not JSON",
    );
  });

  it("what passes the check survives JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        try {
          checkJson(value as Json);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
          return;
        }
        const text = JSON.stringify(value); // compared as text: a key may be __proto__
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
