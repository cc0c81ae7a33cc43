import { describe, expect, it } from "vitest";
import { DrawingSession } from "./session";
import { join, LINE, two } from "./testing/joined";
import { HandClock, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

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

  it("may do what the page knows until the server lets us in and says otherwise", () => {
    const room = new Room();
    const link = room.join();
    const of = { socket: link, uid: "u", scene: new Sketch(), clock: new HandClock(), author: 1 };
    const session = new DrawingSession({ ...of, listener: {}, right: "own" });
    expect([session.mayDraw, session.right]).toEqual([true, "own"]);
    session.commit(session.newId(), LINE);
    link.connect();
    expect(link.toServer).toEqual([expect.objectContaining({ type: "enter" })]);
    const entered = { type: "entered", you: 1, right: "watch", title: "", head: 0 };
    link.toClient.push({ message: { ...entered, participants: [] }, sender: -1 });
    link.carryDown();
    expect([session.mayDraw, session.right]).toEqual([false, "watch"]);
    expect(new DrawingSession({ ...of, listener: {} }).mayDraw).toBe(false);
  });

  it("says names and titles that were given before it was let in once it is", () => {
    const link = new Room().join();
    const of = { socket: link, uid: "u", scene: new Sketch(), clock: new HandClock() };
    const session = new DrawingSession({ ...of, listener: {} });
    session.introduce({ name: "Mia" });
    session.rename("Boats");
    link.connect();
    link.toServer.length = 0;
    const entered = { type: "entered", you: 1, right: "own", title: "", head: 0, participants: [] };
    link.toClient.push({ message: entered, sender: -1 });
    link.carryDown();
    expect(link.toServer).toContainEqual({ type: "introduce", name: "Mia" });
    expect(link.toServer).toContainEqual({ type: "rename", title: "Boats" });
  });

  it("asks once who it is that it was not told of", () => {
    const { room, mia } = two();
    const meet = () => mia.link.handlers.presence?.(room.presence, { joined: [], left: [] });
    expect(mia.session.participants.size).toBe(0);
    meet();
    room.settle();
    expect(mia.session.participants.get(2)?.name).toBe("Person 2");
    meet();
    expect(mia.link.toServer).toEqual([]);
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

  it("sends what was drawn while it was cut off, once, when it is back", () => {
    const { room, mia, tom } = two();
    mia.draw();
    mia.link.cut();
    mia.draw();
    expect(mia.statuses.at(-1)).toEqual({ kind: "waiting", count: 2, what: "strokes" });
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
    expect(mia.statuses.at(-1)).toEqual({ kind: "waiting", count: 1, what: "strokes" });
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
    const { room, mia, tom } = two();
    const id = mia.session.newId();
    mia.session.ink(id, 0, LINE);
    room.settle();
    expect([...tom.sketch.growing.values()]).toEqual([2]);
    mia.session.commit(id, LINE);
    room.settle();
    expect(tom.sketch.growing.size).toBe(0);
  });

  it("shows others' ink while their pen holds still", () => {
    const { room, clock, mia, tom } = two();
    mia.session.ink(mia.session.newId(), 0, LINE);
    room.settle();
    clock.advance(20_000);
    expect([...tom.sketch.growing.values()]).toEqual([2]); // points
  });
});
