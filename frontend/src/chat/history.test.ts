import { beforeEach, describe, expect, it } from "vitest";
import { ChatHistory } from "./history";
import type { Line } from "./messages";

const MINUTE = 60_000;

function line(seq: number, key = "mia", more: Partial<Line> = {}): Line {
  const id = seq.toString(16).padStart(32, "0");
  return { seq, id, key, name: key, hue: 0, guest: false, text: `line ${seq}`, at: 0, ...more };
}

describe("a chat's history", () => {
  let history: ChatHistory;

  beforeEach(() => {
    history = new ChatHistory();
  });

  const groups = () =>
    history
      .items(Number.POSITIVE_INFINITY, "me")
      .map((item) => (item.kind === "group" ? item.lines.map(({ seq }) => seq) : item.kind));

  it("puts one person's lines together while less than three minutes lie between them", () => {
    history.receive([
      line(1, "mia", { at: 0 }),
      line(2, "mia", { at: 2 * MINUTE }),
      line(3, "mia", { at: 4 * MINUTE }),
      line(4, "mia", { at: 7 * MINUTE }),
      line(5, "tom", { at: 7 * MINUTE }),
      line(6, "mia", { at: 7 * MINUTE }),
    ]);
    expect(groups()).toEqual([[1, 2, 3], [4], [5], [6]]);
  });

  it("begins a new group under a new name", () => {
    history.receive([line(1), line(2, "mia", { name: "Amelia" })]);
    expect(groups()).toEqual([[1], [2]]);
  });

  it("keeps order and count when lines come late or twice", () => {
    expect(history.receive([line(2, "tom")])).toEqual([]);
    expect(history.receive([line(1)])).toHaveLength(2);
    expect(history.receive([line(2, "tom")])).toEqual([]);
    expect(groups()).toEqual([[1], [2]]);
  });

  it("shows nothing before what comes ahead of it", () => {
    history.receive([line(1), line(2)]);
    history.receive([line(4)]);
    expect(history.applied).toBe(2);
    expect(history.hasGap).toBe(true);
    history.receive([line(3)]);
    expect(history.applied).toBe(4);
    expect(history.hasGap).toBe(false);
  });

  it("may start in the middle of a long talk", () => {
    history.begin([line(601), line(602)]);
    expect(history.applied).toBe(602);
    expect(history.startsLate).toBe(true);
  });

  it("puts a notice after the line it followed", () => {
    history.notice("Tom joined", 0);
    history.receive([line(1)]);
    history.notice("Aiko joined", 0);
    history.receive([line(2)]);
    expect(groups()).toEqual(["notice", [1], "notice", [2]]);
  });

  it("puts what was noticed before the first lines came after them", () => {
    history.notice("Since you left: 3 strokes", 0);
    history.begin([line(1), line(2)]);
    history.receive([line(3)]);
    expect(groups()).toEqual([[1, 2], "notice", [3]]);
  });

  it("keeps a crowd's comings and goings within bounds", () => {
    for (let i = 0; i < 500; i++) history.notice(`Guest ${i} joined`, 0);
    expect(history.items(0, "me")).toHaveLength(50);
  });

  it("counts as unread what others said after the number read", () => {
    history.receive([line(1), line(2, "me"), line(3, "tom")]);
    expect(history.unread(0, "me")).toBe(2);
    expect(history.unread(1, "me")).toBe(1);
    expect(history.unread(3, "me")).toBe(0);
  });

  it("marks once where the new lines begin, and never before one's own", () => {
    history.receive([line(1), line(2, "me"), line(3, "tom"), line(4, "tom")]);
    const kinds = history.items(1, "me").map(({ kind }) => kind);
    expect(kinds).toEqual(["group", "group", "new", "group"]);
  });

  it("drops an unsent line when it comes back with a number", () => {
    const { id } = line(1);
    history.say({ id, text: "line 1", at: 0, reason: null, final: false });
    history.receive([line(1, "me")]);
    expect(history.unsent).toEqual([]);
  });

  it("says why a line was not kept until it is tried again", () => {
    history.say({ id: "a", text: "hello", at: 0, reason: null, final: false });
    history.refuse("a", "Too fast.", false);
    expect(history.find("a")).toMatchObject({ reason: "Too fast.", final: false });
    history.retry("a");
    expect(history.find("a")?.reason).toBeNull();
  });
});
