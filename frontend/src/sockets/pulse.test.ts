import { beforeEach, describe, expect, it } from "vitest";
import { anew, joined, pair, socket } from "./testing/held";

beforeEach(anew);

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
