import { describe, expect, it } from "vitest";
import { DrawingSession, type SaveStatus, type SessionListener } from "./session";
import type { Stroke } from "./strokes";
import { PEN } from "./strokes";
import { HandClock, type Link, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

const LINE: Stroke = {
  style: { tool: PEN, color: 0x262833, size: 80, opacity: 255 },
  x: Int32Array.of(0, 160),
  y: Int32Array.of(0, 160),
  pressure: Uint8Array.of(128, 200),
  dt: Uint16Array.of(0, 8),
};

interface Client {
  readonly link: Link;
  readonly session: DrawingSession;
  readonly sketch: Sketch;
  readonly statuses: SaveStatus[];
  draw(): void;
}

function join(room: Room, clock: HandClock, listener: SessionListener = {}): Client {
  const link = room.join();
  const sketch = new Sketch();
  const statuses: SaveStatus[] = [];
  const session = new DrawingSession({
    socket: link,
    uid: "u",
    scene: sketch,
    clock,
    listener: { status: (status) => statuses.push(status), ...listener },
  });
  return { link, session, sketch, statuses, draw: () => session.commit(session.newId(), LINE) };
}

function two(): { room: Room; clock: HandClock; mia: Client; tom: Client } {
  const room = new Room();
  const clock = new HandClock();
  const mia = join(room, clock);
  const tom = join(room, clock);
  mia.link.connect();
  tom.link.connect();
  room.settle();
  return { room, clock, mia, tom };
}

describe("a drawing's session", () => {
  it("shows an own stroke at once and the same stroke to the others after its number", () => {
    const { room, mia, tom } = two();
    mia.draw();
    expect(mia.sketch.visible).toHaveLength(1);
    expect(tom.sketch.visible).toHaveLength(0);
    room.settle();
    expect(mia.sketch.pended).toEqual([]);
    expect(tom.sketch.visible).toEqual(mia.sketch.visible);
  });

  it("says that it only watches as soon as the pen is taken away, and back", () => {
    const { tom } = two();
    for (const [right, kind] of [
      ["watch", "watching"],
      ["draw", "saved"],
    ]) {
      tom.link.toClient.push({
        message: { type: "head", head: 0, right: right ?? "" },
        sender: -1,
      });
      tom.link.carryDown();
      expect(tom.statuses.at(-1)).toEqual({ kind });
    }
  });

  it("shows latecomers the same as those who were there, over many pages", () => {
    const { room, clock, mia, tom } = two();
    for (let count = 0; count < 10; count++) mia.draw();
    tom.draw();
    mia.session.undo();
    room.settle();
    const aiko = join(room, clock);
    aiko.link.connect();
    room.settle();
    expect(aiko.sketch.visible).toEqual(mia.sketch.visible);
    expect(aiko.sketch.visible).toHaveLength(10);
  });

  it("undoes and redoes own work only", () => {
    const { room, mia, tom } = two();
    mia.draw();
    room.settle();
    tom.draw();
    room.settle();
    const both = mia.sketch.visible;
    mia.session.undo();
    room.settle();
    expect(tom.sketch.visible).toEqual([both[1]]);
    mia.session.undo();
    room.settle();
    expect(tom.sketch.visible).toEqual([both[1]]);
    mia.session.redo();
    room.settle();
    expect(tom.sketch.visible).toEqual(both);
  });

  it("knows after a reload what can be undone", () => {
    const { room, clock, mia } = two();
    mia.draw();
    room.settle();
    mia.link.cut();
    const history: boolean[][] = [];
    const again = new DrawingSession({
      socket: mia.link,
      uid: "u",
      scene: new Sketch(),
      clock,
      listener: { history: (...can) => history.push(can) },
    });
    mia.link.connect();
    room.settle();
    expect(history.at(-1)).toEqual([true, false]);
    again.undo();
    room.settle();
    expect(room.log).toHaveLength(2);
  });

  it("sends what was drawn while it was cut off, once, when it is back", () => {
    const { room, mia, tom } = two();
    mia.draw();
    mia.link.cut();
    mia.draw();
    expect(mia.statuses.at(-1)).toEqual({ kind: "waiting", count: 2 });
    mia.link.connect();
    room.settle();
    expect(room.log).toHaveLength(2);
    expect(tom.sketch.visible).toEqual(mia.sketch.visible);
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("sends a stroke again whose acknowledgement was lost, and it is kept once", () => {
    const { room, mia } = two();
    mia.draw();
    mia.link.carryUp();
    mia.link.cut();
    mia.link.connect();
    room.settle();
    expect(room.log).toHaveLength(1);
    expect(mia.sketch.visible).toHaveLength(1);
    expect(mia.sketch.pended).toEqual([]);
  });

  it("asks for what is missing once a gap has stayed for a while", () => {
    const { room, clock, mia, tom } = two();
    mia.draw();
    mia.draw();
    mia.link.carryUp();
    mia.link.carryUp();
    tom.link.toClient.shift();
    tom.link.carryDown();
    expect(tom.sketch.visible).toHaveLength(0);
    clock.advance(300);
    room.settle();
    expect(tom.sketch.visible).toHaveLength(2);
  });

  it("notices by checking that the last message was lost", () => {
    const { room, clock, mia, tom } = two();
    mia.draw();
    mia.link.carryUp();
    tom.link.toClient.length = 0;
    clock.advance(5000);
    room.settle();
    expect(tom.sketch.visible).toHaveLength(1);
  });

  it("says saved only when the server has said so", () => {
    const { room, clock, mia } = two();
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
    mia.draw();
    expect(mia.statuses.at(-1)).toEqual({ kind: "saving" });
    clock.advance(5000);
    expect(mia.statuses.at(-1)).toEqual({ kind: "waiting", count: 1 });
    room.settle();
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("takes a finally refused stroke off the paper and says why", () => {
    const reasons: string[] = [];
    const room = new Room();
    const mia = join(room, new HandClock(), { refused: (reason) => reasons.push(reason) });
    mia.link.connect();
    room.settle();
    const id = mia.session.newId();
    mia.session.commit(id, LINE);
    const [hex] = mia.sketch.pended;
    mia.link.handlers.message?.(
      { type: "refused", id: hex ?? "", reason: "This drawing is full.", final: true },
      -1,
    );
    expect(mia.sketch.visible).toEqual([]);
    expect(reasons).toEqual(["This drawing is full."]);
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("shows others' strokes while they grow, and not longer than the pen is down", () => {
    const { room, clock, mia, tom } = two();
    const id = mia.session.newId();
    mia.session.ink(id, 0, LINE);
    room.settle();
    expect([...tom.sketch.growing.values()]).toEqual([2]);
    mia.session.commit(id, LINE);
    room.settle();
    expect(tom.sketch.growing.size).toBe(0);
    mia.session.ink(mia.session.newId(), 0, LINE);
    room.settle();
    clock.advance(5000);
    expect(tom.sketch.growing.size).toBe(0);
  });
});
