import { describe, expect, it } from "vitest";
import { toHex } from "./messages";
import { DrawingSession } from "./session";
import { join, LINE, two } from "./testing/joined";
import { HandClock, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

describe("what one does to a drawing", () => {
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

  it("undoes what was drawn before some that stays", () => {
    const { room, mia, tom } = two();
    for (let line = 0; line < 2; line++) mia.draw();
    room.settle();
    const [first, second] = mia.sketch.visible as [string, string];
    mia.session.undo([second]);
    room.settle();
    expect([mia.sketch.visible, tom.sketch.visible]).toEqual([[second], [second]]);
    mia.session.undo([second]);
    mia.session.redo();
    room.settle();
    expect(new Set(tom.sketch.visible)).toEqual(new Set([first, second]));
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

  it("moves, recolours and removes at once, for the others after its number, and takes it back", () => {
    const { room, mia, tom } = two();
    mia.draw();
    mia.draw();
    room.settle();
    const [first, second] = mia.sketch.visible as [string, string];
    const blank = mia.sketch.seen;
    const move = { scale: 65536, dx: 16, dy: 0 };
    mia.session.change([first, second], { move, color: null, fronted: false });
    mia.session.change([first], { move: null, color: null, fronted: true });
    mia.session.remove([second]);
    mia.session.colorPaper(0xff0000);
    const done = mia.sketch.seen;
    expect([mia.sketch.visible, mia.sketch.paperColor]).toEqual([[first], 0xff0000]);
    expect(tom.sketch.seen).toBe(blank);
    room.settle();
    expect([mia.sketch.seen, tom.sketch.seen]).toEqual([done, done]);
    for (let step = 0; step < 4; step++) mia.session.undo();
    expect(mia.sketch.seen).toBe(blank);
    room.settle();
    expect(tom.sketch.seen).toBe(blank);
  });

  it("undoes together what was laid together, after a reload too", () => {
    const { room, clock, mia, tom } = two();
    mia.draw();
    expect(mia.session.lay([{ stroke: LINE }, { stroke: LINE }])).toHaveLength(2);
    room.settle();
    expect(tom.sketch.visible).toHaveLength(3);
    mia.link.cut();
    const again = new Sketch();
    const session = new DrawingSession({
      socket: mia.link,
      uid: "u",
      scene: again,
      clock,
      listener: {},
    });
    mia.link.connect();
    room.settle();
    session.undo();
    room.settle();
    expect([again.visible.length, tom.sketch.visible.length]).toEqual([1, 1]);
    session.redo();
    room.settle();
    expect(tom.sketch.visible).toHaveLength(3);
  });

  it("takes back as one what was done to more than one operation names", () => {
    const { room, mia } = two();
    const all = Array.from({ length: 1001 }, () => ({ stroke: LINE }));
    mia.session.lay(all.slice(1));
    mia.session.lay(all.slice(0, 1));
    const blank = mia.sketch.seen;
    mia.session.change(mia.sketch.visible, { move: null, color: 1, fronted: false });
    mia.session.remove(mia.sketch.visible);
    expect(mia.sketch.visible).toEqual([]);
    mia.session.undo();
    expect(mia.sketch.visible).toHaveLength(1001);
    mia.session.undo();
    expect(mia.sketch.seen).toBe(blank);
    room.settle();
    expect(mia.sketch.seen).toBe(blank);
  });

  it("says why it may not change what somebody else drew, and shows that as it was", () => {
    const heard: string[] = [];
    const [room, clock] = [new Room(), new HandClock()];
    const mia = join(room, clock, { refused: (reason) => heard.push(reason) });
    mia.link.connect();
    room.settle();
    mia.draw();
    room.settle();
    const before = mia.sketch.seen;
    mia.session.change(mia.sketch.visible, { move: null, color: 1, fronted: true });
    const id = toHex((mia.link.toServer.pop() as Uint8Array).subarray(1, 17));
    expect(mia.sketch.seen).not.toBe(before);
    mia.link.toClient.push({
      message: { type: "refused", id, reason: "That is Tom's.", final: true },
      sender: -1,
    });
    mia.link.carryDown();
    expect([mia.sketch.seen, heard]).toEqual([before, ["That is Tom's."]]);
  });
});
