import { describe, expect, it } from "vitest";
import { TestClock } from "../testing/pair";
import { Delivery } from "./delivery";
import { Ledger } from "./ledger";

interface Draft {
  readonly id: string;
  readonly bytes: number;
}

function line() {
  const ledger = new Ledger<Draft, Draft & { seq: number }>();
  const clock = new TestClock();
  const sent: Draft[] = [];
  const wire = { takes: true };
  const delivery = new Delivery<Draft>({
    pending: () => ledger.unconfirmed,
    sizeOf: ({ bytes }) => bytes,
    send: (draft) => {
      if (wire.takes) sent.push(draft);
      return wire.takes;
    },
    clock,
  });
  let made = 0;
  const draw = (bytes = 10): string => {
    const id = (++made).toString(16).padStart(32, "0");
    ledger.commit({ id, bytes });
    delivery.sendMore();
    return id;
  };
  const settle = (id: string, seq: number) => {
    ledger.receive([{ id, bytes: 0, seq }]);
    delivery.settled(id);
  };
  return { ledger, clock, sent, wire, delivery, draw, settle };
}

describe("delivery", () => {
  it("sends nothing before the log is read, then everything in its order", () => {
    const { ledger, sent, delivery, draw } = line();
    for (let count = 0; count < 3; count++) draw();
    expect(sent).toEqual([]);
    delivery.open();
    expect(sent).toEqual(ledger.unconfirmed);
  });

  it("sends each operation once while the connection lasts and the server answers", () => {
    const { clock, sent, delivery, draw, settle } = line();
    delivery.open();
    const ids = [draw(), draw(), draw()];
    clock.pass(5_000);
    for (const [index, id] of ids.entries()) settle(id, index + 1);
    clock.pass(60_000);
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
    clock.pass(9_999);
    expect(sent).toHaveLength(1);
    clock.pass(1);
    expect(sent).toHaveLength(2);
  });

  it("sends again after a while what the server could not take", () => {
    const { clock, sent, delivery, draw } = line();
    delivery.open();
    delivery.refused(draw());
    expect(sent).toHaveLength(1);
    clock.pass(2_000);
    expect(sent).toHaveLength(2);
  });

  it("keeps what the wire does not take for the next moment", () => {
    const { clock, sent, wire, delivery, draw } = line();
    delivery.open();
    wire.takes = false;
    draw();
    draw();
    wire.takes = true;
    clock.pass(100);
    expect(sent).toHaveLength(2);
  });

  it("sends a long absence's work no faster than the server listens, and all of it", () => {
    const { clock, sent, delivery, draw } = line();
    for (let count = 0; count < 1_000; count++) draw(4_000);
    delivery.open();
    const bytes = () => sent.reduce((sum, draft) => sum + draft.bytes, 0);
    expect(bytes()).toBeLessThanOrEqual(512 * 1024);
    for (let second = 1; sent.length < 1_000; second++) {
      for (let breath = 0; breath < 10; breath++) clock.pass(100);
      expect(bytes()).toBeLessThanOrEqual((512 + 160 * second) * 1024);
      expect(second).toBeLessThan(30);
    }
  });
});
