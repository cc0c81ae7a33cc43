import { describe, expect, it } from "vitest";
import { Delivery } from "./delivery";
import { Journal } from "./journal";
import { encodeOperation, STROKE } from "./messages";
import { HandClock } from "./testing/room";

function line() {
  const journal = new Journal();
  const clock = new HandClock();
  const sent: Uint8Array[] = [];
  const wire = { takes: true };
  const send = (message: Uint8Array) => {
    if (wire.takes) sent.push(message);
    return wire.takes;
  };
  const delivery = new Delivery(journal, send, clock);
  let made = 0;
  const draw = (bytes = 10): string => {
    const id = (++made).toString(16).padStart(32, "0");
    journal.commit({ id, kind: STROKE, body: new Uint8Array(bytes) });
    delivery.sendMore();
    return id;
  };
  const settle = (id: string, seq: number) => {
    journal.acknowledge(id, seq, 1, 0);
    delivery.settled(id);
  };
  return { journal, clock, sent, wire, delivery, draw, settle };
}

describe("delivery", () => {
  it("sends nothing before the log is read, then everything in its order", () => {
    const { journal, sent, delivery, draw } = line();
    for (let count = 0; count < 3; count++) draw();
    expect(sent).toEqual([]);
    delivery.open();
    expect(sent).toEqual(journal.unconfirmed.map(encodeOperation));
  });

  it("sends each operation once while the connection lasts and the server answers", () => {
    const { clock, sent, delivery, draw, settle } = line();
    delivery.open();
    const ids = [draw(), draw(), draw()];
    clock.advance(5_000);
    for (const [index, id] of ids.entries()) settle(id, index + 1);
    clock.advance(60_000);
    expect(sent).toHaveLength(3);
  });

  it("sends again over the next connection what has no number", () => {
    const { sent, delivery, draw, settle } = line();
    delivery.open();
    const ids = [draw(), draw()];
    settle(ids[0] ?? "", 1);
    delivery.close();
    delivery.open();
    expect(sent).toHaveLength(3);
  });

  it("sends again what nothing is heard of", () => {
    const { clock, sent, delivery, draw } = line();
    delivery.open();
    draw();
    clock.advance(9_999);
    expect(sent).toHaveLength(1);
    clock.advance(1);
    expect(sent).toHaveLength(2);
  });

  it("sends again after a while what the server could not take", () => {
    const { clock, sent, delivery, draw } = line();
    delivery.open();
    delivery.refused(draw());
    expect(sent).toHaveLength(1);
    clock.advance(2_000);
    expect(sent).toHaveLength(2);
  });

  it("keeps what the wire does not take for the next moment", () => {
    const { clock, sent, wire, delivery, draw } = line();
    delivery.open();
    wire.takes = false;
    draw();
    draw();
    wire.takes = true;
    clock.advance(100);
    expect(sent).toHaveLength(2);
  });

  it("sends a long absence's work no faster than the server listens, and all of it", () => {
    const { clock, sent, delivery, draw } = line();
    for (let count = 0; count < 1_000; count++) draw(4_000);
    delivery.open();
    const bytes = () => sent.reduce((sum, { length }) => sum + length, 0);
    expect(bytes()).toBeLessThanOrEqual(512 * 1024);
    for (let second = 1; sent.length < 1_000; second++) {
      for (let breath = 0; breath < 10; breath++) clock.advance(100);
      expect(bytes()).toBeLessThanOrEqual((512 + 160 * second) * 1024);
      expect(second).toBeLessThan(30);
    }
  });
});
