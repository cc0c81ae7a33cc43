import { describe, expect, it } from "vitest";
import { FIT, nextSpeed, Playhead } from "./playhead";

describe("the playhead", () => {
  it("goes as fast as it is told", () => {
    const head = new Playhead(0, 10_000);
    head.speed = 4;
    head.play();
    head.tick(50);
    expect(head.tick(550)).toBe(2_000);
  });

  it("stops at the end, and begins again from there", () => {
    const head = new Playhead(0, 1_000);
    head.play();
    head.tick(0);
    expect(head.tick(5_000)).toBe(1_000);
    expect([head.playing, head.ended]).toEqual([false, true]);
    head.play();
    expect(head.tick(6_000)).toBe(0);
  });

  it("goes on where there is more, from where it is", () => {
    const head = new Playhead(0, 1_000);
    head.seek(400);
    head.goOn(3_000);
    expect([head.time, head.ended]).toEqual([400, false]);
    head.play();
    head.tick(0);
    expect(head.tick(1_500)).toBe(1_900);
  });

  it("needs thirty seconds for any length", () => {
    const head = new Playhead(0, 3_600_000);
    head.speed = FIT;
    head.play();
    head.tick(0);
    expect(head.tick(15_000)).toBe(1_800_000);
  });

  it("does not jump after a pause", () => {
    const head = new Playhead(0, 10_000);
    head.play();
    head.tick(0);
    head.tick(1_000);
    head.pause();
    expect(head.tick(9_000)).toBe(1_000);
    head.play();
    head.tick(20_000);
    expect(head.tick(20_500)).toBe(1_500);
  });

  it("plays a part, but looks at all that came before it", () => {
    const head = new Playhead(5_000, 8_000);
    expect(head.time).toBe(5_000);
    head.seek(1_000);
    expect(head.time).toBe(1_000);
    head.seek(99_000);
    expect(head.time).toBe(8_000);
    head.play();
    expect(head.tick(0)).toBe(5_000);
  });

  it("steps through the speeds, from thirty seconds to the nearest", () => {
    const head = new Playhead(0, 300_000);
    expect([nextSpeed(head, 1), nextSpeed(head, -1)]).toEqual([2, 0.5]);
    head.speed = FIT; // ten times
    expect([nextSpeed(head, 1), nextSpeed(head, -1)]).toEqual([16, 8]);
    head.speed = 64;
    expect(nextSpeed(head, 1)).toBe(64);
  });
});
