import { beforeEach, describe, expect, test } from "vitest";
import { type Manner, Manners } from "./manner";

let kept: Map<string, unknown>;
let told: Manner[];

beforeEach(() => {
  kept = new Map();
  told = [];
});

function open(): Manners {
  const shelf = {
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, value: unknown) => kept.set(name, value),
  };
  return new Manners(shelf, (manner) => told.push(manner));
}

describe("a hand's manner", () => {
  test("is natural at first: fingers draw, lines are as the hand drew them", () => {
    expect(open().now).toEqual({ steadiness: "off", fingersDraw: true, penSeen: false });
  });

  test("gives the drawing to the first pen, and to fingers again where a person says so", () => {
    const manners = open();
    expect(manners.meetPen()).toBe(true);
    expect(told.at(-1)?.fingersDraw).toBe(false);
    manners.change({ fingersDraw: true });
    expect(manners.meetPen()).toBe(false);
    expect(manners.now.fingersDraw).toBe(true);
  });

  test("is remembered", () => {
    const manners = open();
    manners.meetPen();
    manners.change({ steadiness: "lot" });
    expect(open().now).toEqual({ steadiness: "lot", fingersDraw: false, penSeen: true });
    expect(open().meetPen()).toBe(false);
  });

  test("is natural where what was kept makes no sense", () => {
    for (const nonsense of [7, "lot", { steadiness: "very", fingersDraw: 1, penSeen: null }, []]) {
      kept.set("manner", nonsense);
      expect(open().now).toEqual({ steadiness: "off", fingersDraw: true, penSeen: false });
    }
  });
});
