import { describe, expect, it } from "vitest";
import type { Numbered } from "../canvas/messages";
import { LogRefused } from "./reading";
import { BUSY, QUIET, Tail } from "./tail";

/** A log, and a clock turned by hand: `turn` lets the pause end and tells how long it was. */
function watched() {
  const log: Numbered[] = [];
  const told: number[] = [];
  const state = { asked: 0, seen: true, refused: false, fault: null as Error | null };
  let due: { ms: number; task: () => void } | null = null;
  const add = () => log.push({ seq: log.length + 1 } as Numbered);
  const tail = new Tail(0, {
    async read(after) {
      state.asked++;
      if (state.fault) throw state.fault;
      return log.slice(after);
    },
    take(operations) {
      told.push(...operations.map(({ seq }) => seq));
      return told.length;
    },
    seen: () => state.seen,
    refused: () => {
      state.refused = true;
    },
    clock: {
      now: () => 0,
      after(ms, task) {
        due = { ms, task };
        return () => {
          due = null;
        };
      },
    },
  });
  async function turn(): Promise<number> {
    if (!due) return Number.NaN;
    const { ms, task } = due;
    due = null;
    task();
    await answered();
    return ms;
  }
  async function answered(): Promise<void> {
    for (let times = 0; times < 5; times++) await Promise.resolve();
  }
  return { tail, state, told, add, turn, answered, ended: () => due === null };
}

describe("the end of a log", () => {
  it("tells every operation once, in order", async () => {
    const { told, add, turn } = watched();
    add();
    add();
    await turn();
    await turn();
    add();
    await turn();
    expect(told).toEqual([1, 2, 3]);
  });

  it("is asked for less and less while nobody draws, and often again when somebody does", async () => {
    const { add, turn } = watched();
    const pauses: number[] = [];
    for (let times = 0; times < 8; times++) pauses.push(await turn());
    expect(pauses[0]).toBe(BUSY);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(QUIET);
    add();
    await turn();
    expect(await turn()).toBe(BUSY);
  });

  it("is not asked for while nobody looks", async () => {
    const { state, turn } = watched();
    state.seen = false;
    await turn();
    expect(state.asked).toBe(0);
    state.seen = true;
    await turn();
    expect(state.asked).toBe(1);
  });

  it("is asked for at once when somebody looks again, and once at a time", async () => {
    const { tail, state, told, add, answered, turn } = watched();
    add();
    tail.hurry();
    tail.hurry();
    expect(state.asked).toBe(1);
    await answered();
    expect(told).toEqual([1]);
    expect(await turn()).toBe(BUSY);
    expect(state.asked).toBe(2);
  });

  it("is asked for again after a fault, and not after a refusal", async () => {
    const { state, told, add, turn, ended } = watched();
    state.fault = new TypeError("the network is down");
    await turn();
    state.fault = new LogRefused(503);
    await turn();
    expect(state.refused).toBe(false);
    state.fault = null;
    add();
    expect(await turn()).toBe(QUIET);
    expect(told).toEqual([1]);
    state.fault = new LogRefused(403);
    await turn();
    expect([state.refused, ended()]).toEqual([true, true]);
  });
});
