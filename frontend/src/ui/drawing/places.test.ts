import { describe, expect, it } from "vitest";
import { distanceTo } from "./fade";
import { placeBeside } from "./popovers";

describe("the distance from a stroke to a float", () => {
  const box = { left: 100, right: 200, top: 100, bottom: 150 };

  it("is none inside, straight beside it, and oblique off a corner", () => {
    expect(distanceTo(box, 150, 120)).toBe(0);
    expect(distanceTo(box, 250, 120)).toBe(50);
    expect(distanceTo(box, 203, 154)).toBe(5);
  });
});

describe("a popover", () => {
  const room = { width: 1000, height: 800 };
  const panel = { width: 200, height: 300 };

  it("hangs below its button, centred", () => {
    const button = { left: 400, top: 16, width: 44, height: 44 };
    expect(placeBeside(button, panel, room)).toEqual({ left: 322, top: 72 });
  });

  it("stands above where there is no room below", () => {
    const button = { left: 400, top: 700, width: 44, height: 64 };
    expect(placeBeside(button, panel, room).top).toBe(388);
  });

  it("stays in the window, even one too small for it", () => {
    const button = { left: 970, top: 16, width: 30, height: 44 };
    expect(placeBeside(button, panel, room).left).toBe(784);
    expect(placeBeside(button, panel, { width: 150, height: 100 })).toEqual({ left: 16, top: 16 });
  });
});
