/** What a server of an older version says, and what only a newer version could mean. */

import { describe, expect, it } from "vitest";
import record1 from "../../../tests/wire/version1.json";
import { Socket } from "../sockets";
import { TestSocketPair, type TestWire } from "../sockets/testing/pair";
import { fromHex, STROKE, VERSION } from "./messages";
import { DrawingSession, type GoneReason } from "./session";
import { encodeOperations } from "./testing/room";
import { Sketch } from "./testing/sketch";

/** By the version that said it: every one that is still spoken. */
const RECORDS = new Map([[1, record1]]);
const NEWER_KIND = 200;

interface Heard {
  title?: string;
  refused?: string;
  gone?: GoneReason;
}

function open(uid: string) {
  const pair = new TestSocketPair();
  const sketch = new Sketch();
  const heard: Heard = {};
  const session = new DrawingSession({
    socket: new Socket("ws://here", pair.options),
    uid,
    scene: sketch,
    clock: pair.clock,
    listener: {
      renamed: (title) => {
        heard.title = title;
      },
      refused: (reason) => {
        heard.refused = reason;
      },
      gone: (reason) => {
        heard.gone = reason;
      },
    },
  });
  return { pair, sketch, heard, session };
}

/** A drawing that is open, and whose log is empty. */
function entered() {
  const opened = open("u");
  const { wire } = opened.pair;
  wire.connected();
  wire.tell("subscribed", "drawing-u", { handle: 1 });
  const entered = { type: "entered", you: 1, right: "draw", title: "", head: 0, participants: [] };
  wire.tell("message", "drawing-u", entered);
  wire.tell("message", "drawing-u", { type: "head", head: 0, right: "draw" });
  return opened;
}

function tellOperation(wire: TestWire, seq: number, kind: number, body: readonly number[]): void {
  const id = String(seq).padStart(32, "0");
  const operation = { seq, id, kind, author: 2, at: seq, body: Uint8Array.from(body) };
  const payload = encodeOperations([operation]);
  wire.tellBytes(1, ...SENDER, payload.length, ...payload);
}

/** After the channel's handle: four bytes, and then how many follow. */
const SENDER = [0, 0, 0, 9];
const DOT = [1, 0, 0, 0, 255, 16, 1, 0, 0, 200, 3, 0];

describe("a version before", () => {
  it("is on record as long as it is spoken", () => {
    expect(RECORDS.has(VERSION)).toBe(true);
  });

  it.each([...RECORDS])("%i is understood in all it says", (_version, record) => {
    const { pair, sketch, heard, session } = open(record.drawing.replace("drawing-", ""));
    for (const frame of record.said_by_server) {
      if ("text" in frame && frame.text) pair.wire.tellText(frame.text);
      else if ("hex" in frame && frame.hex) pair.wire.tellBytes(...fromHex(frame.hex));
    }
    const { applied, visible, title } = record.then;
    expect(session.applied).toBe(applied);
    expect(sketch.visible).toHaveLength(visible);
    expect(sketch.growing.size).toBe(0);
    expect(heard).toEqual({ title });
  });
});

describe("a server of before the pencil", () => {
  it("is not complained of, whatever ink it cannot pass on", () => {
    const { pair, heard } = entered();
    const refuse = (reason: string) =>
      pair.wire.tell("refused", "drawing-u", { reason, about: "message" });
    refuse("unknown binary message");
    expect(heard).toEqual({ title: "" });
    refuse("too fast");
    expect(heard.refused).toBe("too fast");
  });
});

describe("a newer version", () => {
  it("may add kinds of operations: they take their place in the log, without effect", () => {
    const { pair, sketch, session } = entered();
    tellOperation(pair.wire, 1, NEWER_KIND, [1, 2, 3]);
    tellOperation(pair.wire, 2, STROKE, DOT);
    expect(session.applied).toBe(2);
    expect(sketch.visible).toEqual(["2".padStart(32, "0")]);
  });

  it("may draw with tools we do not have: the rest of the picture is there", () => {
    const { pair, sketch, session } = entered();
    tellOperation(pair.wire, 1, STROKE, [99, ...DOT.slice(1)]);
    tellOperation(pair.wire, 2, STROKE, DOT);
    expect(session.applied).toBe(2);
    expect(sketch.visible).toEqual(["2".padStart(32, "0")]);
  });

  it("may say more than we understand", () => {
    const { pair, heard } = entered();
    pair.wire.tell("applause", "drawing-u", 7);
    pair.wire.tell("message", "drawing-u", { type: "applauded", by: 2 });
    pair.wire.tellBytes(1, ...SENDER, 2, 0x7f, 1);
    pair.wire.tell("message", "drawing-u", { type: "renamed", title: "Quay", by: 2, colour: 3 });
    expect(heard.title).toBe("Quay");
  });

  it("that speaks another envelope asks for a reload, and is not called again", () => {
    const { pair, heard } = open("u");
    pair.wire.tell("connected", null, { session: "s", number: 7, version: 2 });
    expect(heard.gone).toBe("error");
    pair.clock.pass(60_000);
    expect(pair.wires).toHaveLength(1);
  });

  it("is waited for by a page that is newer than its server", () => {
    const { pair, heard } = open("u");
    pair.wire.tell("connected", null, { session: "s", number: 7, version: 0 });
    expect(heard.gone).toBeUndefined();
    pair.clock.pass(60_000);
    expect(pair.wires.length).toBeGreaterThan(1);
  });
});
