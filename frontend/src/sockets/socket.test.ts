import { beforeEach, describe, expect, it, vi } from "vitest";
import { FrameError } from "./frames";
import { Socket, type SocketState } from "./socket";
import { TestSocketPair } from "./testing/pair";

let pair: TestSocketPair;
let socket: Socket;

beforeEach(() => {
  pair = new TestSocketPair();
  socket = new Socket("ws://here/socket", pair.options);
});

function handlers() {
  return {
    subscribed: vi.fn(),
    lost: vi.fn(),
    message: vi.fn(),
    refused: vi.fn(),
    presence: vi.fn(),
  };
}

/** A socket that is connected, and on a channel with handle 5. */
function joined(name = "room-1", handle = 5) {
  const heard = handlers();
  const channel = socket.subscribe(name, heard);
  if (socket.state !== "open") pair.wire.connected();
  pair.wire.tell("subscribed", name, { handle });
  pair.wire.take();
  return { heard, channel };
}

describe("connecting", () => {
  it("is open once the server has said who we are", () => {
    expect([socket.state, socket.number, socket.session]).toEqual(["connecting", null, null]);
    pair.wire.connected(7);
    expect([socket.state, socket.number, socket.session]).toEqual(["open", 7, "session-7"]);
    expect(pair.wire.binaryType).toBe("arraybuffer");
    expect(pair.wire.url).toBe("ws://here/socket");
  });

  it("gives up on a connection that does not open within 10 seconds, and tries again", () => {
    pair.clock.pass(9_999);
    expect(socket.state).toBe("connecting");
    pair.clock.pass(1);
    expect(socket.state).toBe("waiting");
    expect(pair.wire.closed).toBe(true);
    pair.clock.pass(500);
    expect(pair.wires.length).toBe(2);
  });

  it("comes back with full jitter, longer each time", () => {
    const waits = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      pair.wire.end(1006);
      const before = pair.clock.now();
      const count = pair.wires.length;
      while (pair.wires.length === count) pair.clock.pass(100);
      waits.push(pair.clock.now() - before);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 4000, 4000, 4000]);
  });

  it("comes back at once when chance says so", () => {
    pair.chance = 0;
    pair.wire.end(4012);
    pair.clock.pass(0);
    expect(pair.wires.length).toBe(2);
  });

  it("forgets earlier failures only after a connection has lasted for a beat", () => {
    const waitOnce = () => {
      pair.wire.end();
      const count = pair.wires.length;
      pair.clock.pass(500);
      return pair.wires.length > count;
    };
    expect(waitOnce()).toBe(true);
    pair.wire.connected();
    expect(waitOnce()).toBe(false);
    pair.clock.pass(500);
    pair.wire.connected();
    pair.wire.tell("beat", null);
    expect(waitOnce()).toBe(true);
  });

  it.each([4401, 4403, 4404, 4426])("stops for good on %i, and says so", (code) => {
    const refused: unknown[] = [];
    socket.subscribe("room-1", { refused: (refusal) => refused.push(refusal) });
    pair.wire.end(code);
    expect([socket.state, socket.closedCode]).toEqual(["closed", code]);
    expect(refused).toEqual([{ about: "connect", reason: "", code }]);
    pair.clock.pass(60_000);
    pair.page.wake();
    expect(pair.wires.length).toBe(1);
  });

  it("says why it is refused at the door, to each of its channels", () => {
    const heard = handlers();
    socket.subscribe("room-1", heard);
    socket.onrefused = vi.fn();
    pair.wire.connected();
    pair.wire.tell("refused", null, { reason: "Closed on Sundays.", about: "connect" });
    expect(socket.onrefused).toHaveBeenCalledOnce();
    const refusal = { about: "connect", reason: "Closed on Sundays.", code: 4403 };
    expect(heard.refused).toHaveBeenCalledExactlyOnceWith(refusal);
    expect([socket.state, socket.closedCode]).toEqual(["closed", 4403]);
  });

  it.each([1000, 1001, 1006, 1012, 4008, 4012, 4029, 4400, 4500])("comes back on %i", (code) => {
    pair.wire.end(code);
    expect([socket.state, socket.closedCode]).toEqual(["waiting", code]);
    pair.clock.pass(500);
    expect(pair.wires.length).toBe(2);
  });

  it("tries at once when the page wakes or is online again", () => {
    pair.wire.end();
    pair.page.wake();
    expect([socket.state, pair.wires.length]).toEqual(["connecting", 2]);
    pair.clock.pass(9_000);
    expect(pair.wires.length).toBe(2);
  });

  it("tells every state once", () => {
    const states: SocketState[] = [];
    socket.onstate = (state) => states.push(state);
    pair.wire.connected();
    pair.wire.end();
    pair.clock.pass(500);
    pair.wire.connected();
    socket.close();
    socket.reconnect();
    expect(states).toEqual(["open", "waiting", "connecting", "open", "closed", "connecting"]);
  });

  it("stays closed once closed, until it shall reconnect", () => {
    pair.wire.connected();
    socket.close();
    expect(pair.wire.closed).toBe(true);
    pair.clock.pass(60_000);
    pair.page.wake();
    expect([socket.state, pair.wires.length]).toEqual(["closed", 1]);
    socket.reconnect();
    expect([socket.state, pair.wires.length]).toEqual(["connecting", 2]);
  });

  it("hears nothing more of a connection it has let go", () => {
    const first = pair.wire;
    socket.reconnect();
    first.connected(3);
    first.end(4403);
    expect([socket.state, socket.number]).toEqual(["connecting", null]);
  });
});

describe("channels", () => {
  it("are joined once the socket is open", () => {
    const heard = handlers();
    const channel = socket.subscribe("room-1", heard);
    expect(pair.wire.take()).toEqual([]);
    pair.wire.connected();
    expect(pair.wire.take()).toEqual([["subscribe", "room-1", null]]);
    expect(channel.joined).toBe(false);
    pair.wire.tell("subscribed", "room-1", { handle: 5 });
    expect(channel.joined).toBe(true);
    expect(heard.subscribed).toHaveBeenCalledExactlyOnceWith(channel);
  });

  it("are joined at once if the socket is open", () => {
    pair.wire.connected();
    socket.subscribe("room-1");
    expect(pair.wire.take()).toEqual([["subscribe", "room-1", null]]);
  });

  it("outlive connections, and get new handles", () => {
    const { heard, channel } = joined();
    pair.wire.end();
    expect(channel.joined).toBe(false);
    expect(heard.lost).toHaveBeenCalledOnce();
    pair.clock.pass(500);
    pair.wire.connected();
    expect(pair.wire.take()).toEqual([["subscribe", "room-1", null]]);
    pair.wire.tell("subscribed", "room-1", { handle: 9 });
    expect(heard.subscribed).toHaveBeenCalledTimes(2);
    channel.send(Uint8Array.of(1));
    expect(pair.wire.take()).toEqual([Uint8Array.of(9, 1)]);
  });

  it("are not joined again after unsubscribe", () => {
    const { channel, heard } = joined();
    channel.unsubscribe();
    expect(pair.wire.take()).toEqual([["unsubscribe", "room-1", null]]);
    expect(channel.send("x")).toBe(false);
    pair.wire.tell("batch", "room-1", [[3, "late"]]);
    pair.wire.tell("unsubscribed", "room-1");
    pair.wire.end();
    pair.clock.pass(500);
    pair.wire.connected();
    expect(pair.wire.take()).toEqual([]);
    expect(heard.message).not.toHaveBeenCalled();
    expect(heard.lost).not.toHaveBeenCalled();
  });

  it("may be left and joined anew before the server has answered", () => {
    const { channel } = joined();
    channel.unsubscribe();
    const heard = handlers();
    const again = socket.subscribe("room-1", heard);
    pair.wire.tell("batch", "room-1", [[3, "late"]]);
    pair.wire.tellBytes(5, 3, 0, 0, 0, 1, 42);
    pair.wire.tell("unsubscribed", "room-1");
    expect(heard.lost).not.toHaveBeenCalled();
    expect(heard.message).not.toHaveBeenCalled();
    pair.wire.tell("subscribed", "room-1", { handle: 6 });
    expect(again.joined).toBe(true);
    channel.unsubscribe();
    expect(again.send("still here")).toBe(true);
  });

  it("are subscribed to once", () => {
    socket.subscribe("room-1");
    expect(() => socket.subscribe("room-1")).toThrow("already");
  });

  it("refuse a name the server would refuse, and forget it", () => {
    expect(() => socket.subscribe("a\nb")).toThrow(FrameError);
    pair.wire.connected();
    expect(pair.wire.take()).toEqual([]);
  });

  it("hear why they are refused", () => {
    const heard = handlers();
    const channel = socket.subscribe("room-1", heard);
    pair.wire.connected();
    pair.wire.tell("refused", "room-1", { reason: "locked", about: "subscribe" });
    expect(heard.refused).toHaveBeenCalledExactlyOnceWith({ reason: "locked", about: "subscribe" });
    expect(heard.lost).not.toHaveBeenCalled();
    expect(channel.joined).toBe(false);
  });

  it("are lost when the server no longer lets them in", () => {
    const { heard, channel } = joined();
    pair.wire.tell("refused", "room-1", { reason: "removed", about: "subscribe" });
    expect(heard.lost).toHaveBeenCalledOnce();
    expect(heard.refused).toHaveBeenCalledOnce();
    expect(channel.joined).toBe(false);
    pair.wire.tellBytes(5, 3, 0, 0, 0, 1, 42);
    expect(heard.message).not.toHaveBeenCalled();
  });

  it("stay joined when only a message is refused", () => {
    const { heard, channel } = joined();
    pair.wire.tell("refused", "room-1", { reason: "too long", about: "message" });
    expect(heard.refused).toHaveBeenCalledOnce();
    expect(channel.joined).toBe(true);
  });
});

describe("what nobody listens to", () => {
  it.each([
    ["refused", "room-1", { reason: "no such channel", about: "subscribe" }],
    ["refused", null, { reason: "too long", about: "message" }],
    ["error", null, { reason: "our fault", id: "ab12" }],
  ])("is told to whoever writes the page: %s about %s", (kind, channel, data) => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    socket.subscribe("room-1");
    pair.wire.connected();
    pair.wire.tell(kind, channel, data);
    expect(warn.mock.calls.flat()).toContainEqual(expect.objectContaining(data));
    warn.mockRestore();
  });
});

describe("invitations", () => {
  it("make a channel of what the page answers", () => {
    const heard = handlers();
    socket.oninvited = (name) => (name === "room-1" ? heard : null);
    pair.wire.connected();
    pair.wire.tell("invited", "room-1");
    pair.wire.tell("subscribed", "room-1", { handle: 5 });
    pair.wire.tell("batch", "room-1", [[0, "hello"]]);
    expect(heard.subscribed).toHaveBeenCalledOnce();
    expect(heard.message).toHaveBeenCalledExactlyOnceWith("hello", 0);
  });

  it("are subscribed to again after a reconnection", () => {
    socket.oninvited = () => handlers();
    pair.wire.connected();
    pair.wire.tell("invited", "room-1");
    pair.wire.end();
    pair.clock.pass(500);
    pair.wire.connected();
    expect(pair.wire.take()).toEqual([["subscribe", "room-1", null]]);
  });

  it("are declined by a page that knows nothing of them", () => {
    pair.wire.connected();
    pair.wire.tell("invited", "room-1");
    pair.wire.tell("subscribed", "room-1", { handle: 5 });
    expect(pair.wire.take()).toEqual([["unsubscribe", "room-1", null]]);
  });

  it("change nothing on a channel that is joined", () => {
    const { heard } = joined();
    socket.oninvited = vi.fn();
    pair.wire.tell("invited", "room-1");
    expect(socket.oninvited).not.toHaveBeenCalled();
    expect(heard.lost).not.toHaveBeenCalled();
    expect(pair.wire.take()).toEqual([]);
  });
});

describe("asking", () => {
  it("is answered by what the server returns", async () => {
    const { channel } = joined();
    const answer = channel.ask({ type: "count" });
    expect(pair.wire.take()).toEqual([["ask", "room-1", [1, { type: "count" }]]]);
    pair.wire.tell("answer", "room-1", { ask: 1, data: 42 });
    expect(await answer).toBe(42);
  });

  it("gets each answer to its question, in whatever order", async () => {
    const { channel } = joined();
    const answers = [channel.ask("a"), socket.ask("b")];
    pair.wire.tell("answer", null, { ask: 2, data: "to b" });
    pair.wire.tell("answer", "room-1", { ask: 1, data: "to a" });
    expect(await Promise.all(answers)).toEqual(["to a", "to b"]);
  });

  it("is rejected with the refusal, which nobody else hears", async () => {
    const { heard, channel } = joined();
    const answer = channel.ask("x");
    const refusal = { reason: "too long", about: "message", ask: 1 };
    pair.wire.tell("refused", "room-1", refusal);
    await expect(answer).rejects.toMatchObject({ why: "refused", message: "too long", refusal });
    expect(heard.refused).not.toHaveBeenCalled();
  });

  it("is late after ten seconds, or as long as one likes", async () => {
    const { channel } = joined();
    const short = channel.ask("x", 500);
    const long = channel.ask("x");
    pair.clock.pass(500);
    await expect(short).rejects.toMatchObject({ why: "late" });
    pair.wire.tell("beat", null);
    pair.clock.pass(9_500);
    await expect(long).rejects.toMatchObject({ why: "late" });
    pair.wire.tell("answer", "room-1", { ask: 1, data: null }); // and too late is no error
  });

  it("is lost with the connection", async () => {
    const { channel } = joined();
    const answer = channel.ask("x");
    pair.wire.end();
    await expect(answer).rejects.toMatchObject({ why: "lost" });
  });

  it("is lost with its channel, and with no other", async () => {
    const { channel } = joined();
    const other = joined("room-2", 6).channel;
    const [mine, theirs] = [channel.ask("x"), other.ask("y")];
    channel.unsubscribe();
    await expect(mine).rejects.toMatchObject({ why: "lost" });
    pair.wire.tell("answer", "room-2", { ask: 2, data: "here" });
    expect(await theirs).toBe("here");
    const last = other.ask("z");
    pair.wire.tell("unsubscribed", "room-2");
    await expect(last).rejects.toMatchObject({ why: "lost" });
  });

  it("is not sent where nobody could hear it", async () => {
    const channel = socket.subscribe("room-1");
    await expect(channel.ask("x")).rejects.toMatchObject({ why: "unsent" });
    await expect(socket.ask("x")).rejects.toMatchObject({ why: "unsent" });
    await expect(joined("room-2").channel.ask(Number.NaN)).rejects.toThrow(FrameError);
  });
});

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

describe("signs of life", () => {
  const beats = () => pair.wire.take().filter((frame) => (frame as unknown[])[0] === "beat");

  it("go out every 5 seconds with the bytes received", () => {
    pair.wire.connected();
    const length = JSON.stringify([
      "connected",
      null,
      { session: "session-7", number: 7, version: 1 },
    ]).length;
    pair.clock.pass(5_000);
    expect(beats()).toEqual([["beat", null, length]]);
    pair.wire.tellBytes(5);
    pair.clock.pass(5_000);
    expect(beats()).toEqual([["beat", null, length + 1]]);
  });

  it("go out every 20 seconds while the page is hidden", () => {
    pair.page.hidden = true;
    pair.wire.connected();
    pair.clock.pass(19_999);
    expect(beats()).toEqual([]);
    pair.clock.pass(1);
    expect(beats().length).toBe(1);
  });

  it("go out at once after 256 KB, hidden or not", () => {
    pair.page.hidden = true;
    joined();
    pair.wire.tell("message", "room-1", "x".repeat(256 * 1024));
    expect(beats().length).toBe(1);
    pair.wire.tell("message", "room-1", "x");
    expect(beats()).toEqual([]);
  });

  it("count anew on a new connection", () => {
    joined();
    pair.wire.tell("message", "room-1", "x".repeat(1000));
    pair.wire.end();
    pair.clock.pass(500);
    pair.wire.connected();
    pair.clock.pass(5_000);
    const [beat] = beats() as [string, null, number][];
    expect(beat?.[2]).toBeLessThan(200);
  });

  it("that nobody answers mean the connection is dead", () => {
    pair.wire.connected();
    pair.clock.pass(20_000);
    expect(socket.state).toBe("open");
    pair.clock.pass(5_000);
    expect(socket.state).not.toBe("open");
    expect(pair.wires[0]?.closed).toBe(true);
  });

  it("that are answered keep it open", () => {
    pair.wire.connected();
    for (let second = 0; second < 100; second += 1) {
      pair.clock.pass(1_000);
      pair.wire.tell("beat", null);
    }
    expect([socket.state, pair.wires.length]).toEqual(["open", 1]);
  });

  it("are asked for when the page wakes, and 5 seconds of silence then are enough", () => {
    pair.wire.connected();
    pair.clock.pass(1_000);
    pair.page.wake();
    expect(beats().length).toBe(1);
    pair.clock.pass(5_000);
    expect(socket.state).toBe("waiting");
  });

  it("that come in time after waking keep it open", () => {
    pair.wire.connected();
    pair.clock.pass(1_000);
    pair.page.wake();
    pair.clock.pass(1_000);
    pair.wire.tell("beat", null);
    pair.clock.pass(4_000);
    expect(socket.state).toBe("open");
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
