import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SocketState } from "./socket";
import { anew, handlers, pair, socket } from "./testing/held";

beforeEach(anew);

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
