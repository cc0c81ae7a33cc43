import { beforeEach, describe, expect, it, vi } from "vitest";
import { anew, joined, pair, socket } from "./testing/held";

beforeEach(anew);

describe("messages", () => {
  it("are not sent before the channel is joined", () => {
    const channel = socket.subscribe("room-1");
    expect(channel.send("x")).toBe(false);
    expect(channel.send(Uint8Array.of(1))).toBe(false);
    expect(socket.send("x")).toBe(false);
  });

  it("go out as text to a name and as bytes to a handle", () => {
    const { channel } = joined("room-1", 300);
    expect(channel.send({ type: "say" })).toBe(true);
    expect(channel.send(Uint8Array.of(1, 2))).toBe(true);
    expect(socket.send(null)).toBe(true);
    expect(socket.send(Uint8Array.of(9))).toBe(true);
    expect(pair.wire.take()).toEqual([
      ["message", "room-1", { type: "say" }],
      Uint8Array.of(0xac, 0x02, 1, 2),
      ["message", null, null],
      Uint8Array.of(0, 9),
    ]);
  });

  it("are not sent while too much waits in the browser", () => {
    const { channel } = joined();
    pair.wire.bufferedAmount = 2 ** 20 + 1;
    expect(channel.send("x")).toBe(false);
    expect(pair.wire.take()).toEqual([]);
  });

  it("of a batch are heard in order, except our own", () => {
    const { heard } = joined();
    pair.wire.tell("batch", "room-1", [
      [3, "a"],
      [7, "mine"],
      [0, "for all"],
      [4, null],
    ]);
    expect(heard.message.mock.calls).toEqual([
      ["a", 3],
      ["for all", 0],
      [null, 4],
    ]);
  });

  it("of a binary batch are heard in order, except our own", () => {
    const { heard } = joined();
    pair.wire.tellBytes(
      ...[5, 3, 0, 0, 0, 2, 10, 11],
      ...[7, 0, 0, 0, 1, 99],
      ...[0, 0, 0, 0, 0],
      ...[255, 255, 255, 255, 1, 12],
    );
    expect(heard.message.mock.calls).toEqual([
      [Uint8Array.of(10, 11), 3],
      [Uint8Array.of(), 0],
      [Uint8Array.of(12), -1],
    ]);
  });

  it("to us alone have sender -1", () => {
    const { heard } = joined();
    pair.wire.tell("message", "room-1", { type: "acknowledged" });
    expect(heard.message).toHaveBeenCalledExactlyOnceWith({ type: "acknowledged" }, -1);
  });

  it("about no channel are the socket's", () => {
    joined();
    const heard = vi.fn();
    socket.onmessage = heard;
    pair.wire.tell("message", null, "you");
    pair.wire.tell("batch", null, [[3, "all"]]);
    pair.wire.tellBytes(0, 3, 0, 0, 0, 1, 42);
    expect(heard.mock.calls).toEqual([
      ["you", -1],
      ["all", 3],
      [Uint8Array.of(42), 3],
    ]);
  });

  it("of another channel are not ours", () => {
    const { heard } = joined();
    pair.wire.tell("batch", "room-2", [[3, "a"]]);
    pair.wire.tellBytes(6, 3, 0, 0, 0, 1, 42);
    expect(heard.message).not.toHaveBeenCalled();
  });

  it("that nobody understands are skipped", () => {
    const { heard } = joined();
    pair.wire.tellText("no JSON");
    pair.wire.tell("sing", "room-1", "la");
    pair.wire.tellBytes(5, 3, 0);
    pair.wire.tellBytes();
    pair.wire.tell("message", "room-1", "after");
    expect(heard.message).toHaveBeenCalledExactlyOnceWith("after", -1);
  });
});

describe("presence", () => {
  const entry = (session: string) => ({ session, number: 3, meta: null });

  it("is told after joining, then as it changes", () => {
    const { heard, channel } = joined();
    pair.wire.tell("presence", "room-1", { here: [entry("a")] });
    pair.wire.tell("presence", "room-1", { joined: [entry("b")], left: [entry("a")] });
    expect(heard.presence.mock.calls.map(([, diff]) => diff)).toEqual([
      { joined: [entry("a")], left: [] },
      { joined: [entry("b")], left: [entry("a")] },
    ]);
    expect([...channel.presence.entries.keys()]).toEqual(["b"]);
  });

  it("is kept while disconnected, and then only the difference is told", () => {
    const { heard, channel } = joined();
    pair.wire.tell("presence", "room-1", { here: [entry("a"), entry("b")] });
    pair.wire.end();
    expect(channel.presence.entries.size).toBe(2);
    pair.clock.pass(500);
    pair.wire.connected();
    pair.wire.tell("subscribed", "room-1", { handle: 5 });
    pair.wire.tell("presence", "room-1", { here: [entry("b"), entry("c")] });
    expect(heard.presence.mock.lastCall?.[1]).toEqual({
      joined: [entry("c")],
      left: [entry("a")],
    });
  });
});

it("one failing handler does not keep the rest of a batch from being heard", async () => {
  const failed: unknown[] = [];
  vi.stubGlobal("queueMicrotask", (task: () => void) => {
    try {
      task();
    } catch (error) {
      failed.push(error);
    }
  });
  const texts: unknown[] = [];
  pair.wire.connected();
  socket.subscribe("room-1", {
    message(data) {
      texts.push(data);
      if (data === "bad") throw new Error("a bug");
    },
  });
  pair.wire.tell("subscribed", "room-1", { handle: 5 });
  pair.wire.tell("batch", "room-1", [
    [3, "bad"],
    [3, "good"],
  ]);
  vi.unstubAllGlobals();
  expect(texts).toEqual(["bad", "good"]);
  expect(failed).toEqual([new Error("a bug")]);
});
