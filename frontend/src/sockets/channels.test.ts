import { beforeEach, describe, expect, it, vi } from "vitest";
import { FrameError } from "./frames";
import { anew, handlers, joined, pair, socket } from "./testing/held";

beforeEach(anew);

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
