import { describe, expect, test } from "vitest";
import { sceneStroke, strokeThrough } from "../testing/strokes";
import { Sheet } from "./sheet";

const EVERYWHERE = { left: -1e4, top: -1e4, right: 1e4, bottom: 1e4 };

function dot(seq: number, x = seq * 10) {
  return sceneStroke(seq, strokeThrough([[x, 0]]));
}

function pending(seq: number) {
  return { ...dot(seq), seq: Number.POSITIVE_INFINITY };
}

function around(x: number) {
  return { left: x - 20, top: -20, right: x + 20, bottom: 20 };
}

function ids(sheet: Sheet): string[] {
  return sheet.search(EVERYWHERE).map(({ id }) => id);
}

describe("the sheet", () => {
  test("keeps confirmed strokes in their order, and one's own above them", () => {
    const sheet = new Sheet([dot(1), dot(2)]);
    sheet.pend(pending(9));
    sheet.place(dot(3));
    expect(ids(sheet)).toEqual([dot(1).id, dot(2).id, dot(3).id]);
    expect(sheet.pended().map(({ id }) => id)).toEqual([dot(9).id]);
    expect(sheet.head).toBe(3);
  });

  test("settles a pended stroke on top of the confirmed", () => {
    const sheet = new Sheet([dot(1)]);
    sheet.pend(pending(9));
    expect(sheet.settle(dot(9).id, 2, 77)).toMatchObject({ seq: 2, at: 77 });
    expect(ids(sheet)).toEqual([dot(1).id, dot(9).id]);
    expect(sheet.pendingCount).toBe(0);
  });

  test("takes a stroke only once", () => {
    const sheet = new Sheet([dot(1)]);
    expect(sheet.place(dot(1))).toBeUndefined();
    expect(sheet.pend(dot(1))).toBeUndefined();
    expect(sheet.settle("unknown", 5, 0)).toBeUndefined();
    expect(ids(sheet)).toHaveLength(1);
  });

  test("forgets that a stroke is pended when it comes from the log instead", () => {
    const sheet = new Sheet();
    sheet.pend(pending(4));
    sheet.place(dot(4));
    expect(sheet.pendingCount).toBe(0);
    expect(ids(sheet)).toEqual([dot(4).id]);
  });

  test("hides and shows, even what it has not seen yet, and says what changed", () => {
    const sheet = new Sheet([dot(1), dot(2)], [dot(2).id]);
    const changed = sheet.setHidden([dot(1).id, dot(2).id, dot(3).id], true);
    expect(changed.map(({ id }) => id)).toEqual([dot(1).id]);
    sheet.place(dot(3));
    expect(ids(sheet)).toEqual([]);
    expect(sheet.visibleBounds()).toBeNull();
    sheet.setHidden([dot(3).id], false);
    expect(ids(sheet)).toEqual([dot(3).id]);
    expect(sheet.visibleCount).toBe(1);
  });

  test("knows whether anything of it is in sight, hidden or not, confirmed or waiting", () => {
    const sheet = new Sheet([dot(1, 0), dot(2, 5000)]);
    const [here, there] = [around(0), around(5000)];
    expect([sheet.anyIn(here), sheet.anyIn(there), sheet.anyIn(around(900))]).toEqual([
      true,
      true,
      false,
    ]);
    sheet.setHidden([dot(1).id], true);
    expect([sheet.anyIn(here), sheet.anyIn(EVERYWHERE)]).toEqual([false, true]);
    sheet.pend(pending(3));
    expect(sheet.anyIn(around(30))).toBe(true);
  });
});
