import { beforeEach, describe, expect, it } from "vitest";
import { HandClock } from "../../canvas/testing/room";
import { CreditTip } from "./tip";

const mouse = (x: number, y: number) => ({ x, y, kind: "mouse" });

describe("the credit of the stroke under the pointer", () => {
  let clock: HandClock;
  let tip: HTMLElement;
  let acted = 0;
  let credit: CreditTip;

  beforeEach(() => {
    document.body.innerHTML = `<div id="tip" hidden></div>`;
    tip = document.querySelector("#tip") as HTMLElement;
    clock = new HandClock();
    acted = 0;
    credit = new CreditTip(tip, clock, (place) => {
      if (!place || place.x > 100) return null;
      const who = { name: "Tom", hue: 1, guest: false };
      return { who, words: "Drawn by Tom", action: "See", act: () => acted++ };
    });
  });

  it("is said when the pointer has rested, not before", () => {
    credit.point(mouse(10, 10));
    clock.advance(399);
    expect(tip.hidden).toBe(true);
    clock.advance(1);
    expect(tip.textContent).toContain("Drawn by Tom");
  });

  it("waits anew while the pointer moves, but not for a trembling hand", () => {
    credit.point(mouse(10, 10));
    clock.advance(300);
    credit.point(mouse(40, 10));
    clock.advance(300);
    expect(tip.hidden).toBe(true);
    credit.point(mouse(41, 11));
    clock.advance(100);
    expect(tip.hidden).toBe(false);
  });

  it("asks a finger to press longer", () => {
    credit.point({ x: 10, y: 10, kind: "touch" });
    clock.advance(450);
    expect(tip.hidden).toBe(true);
    clock.advance(50);
    expect(tip.hidden).toBe(false);
  });

  it("stays for a while when the finger is lifted, and takes its tap", () => {
    credit.point({ x: 10, y: 10, kind: "touch" });
    clock.advance(500);
    credit.point(null);
    credit.point(null); // some browsers say it twice
    clock.advance(3_000);
    tip.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "touch" }));
    expect(tip.hidden).toBe(false);
    clock.advance(1_000);
    expect(tip.hidden).toBe(true);
  });

  it("goes with Escape", () => {
    credit.point(mouse(10, 10));
    clock.advance(400);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(tip.hidden).toBe(true);
  });

  it("is silent where nothing is drawn", () => {
    credit.point(mouse(300, 10));
    clock.advance(1_000);
    expect(tip.hidden).toBe(true);
  });

  it("goes when the pointer has left it", () => {
    credit.point(mouse(10, 10));
    clock.advance(400);
    credit.point(mouse(300, 10));
    clock.advance(1_000);
    expect(tip.hidden).toBe(true);
  });

  it("acts once, and is gone", () => {
    credit.point(mouse(10, 10));
    clock.advance(400);
    tip.querySelector("button")?.click();
    expect([acted, tip.hidden]).toEqual([1, true]);
  });
});
