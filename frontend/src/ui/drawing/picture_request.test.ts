import { describe, expect, it } from "vitest";
import {
  isTooLarge,
  type PictureChoice,
  pictureQuery,
  pictureSize,
  sizeWithCredit,
} from "./picture_request";

const view = { left: -10.126, top: 0, right: 789.874, bottom: 600 };
const whole: PictureChoice = { background: "paper", size: { scale: 2 }, area: "all" };

describe("the picture asked for", () => {
  it("names background and scale, and no place for the whole drawing", () => {
    expect(pictureQuery(whole, view)).toBe("background=paper&scale=2");
  });

  it("asks for the names below it, and for the drawing in it", () => {
    expect(pictureQuery({ ...whole, credit: true, drawing: true }, view)).toBe(
      "background=paper&scale=2&credit=1&drawing=1",
    );
  });

  it("names no size for paths: the server makes them as large as they can be", () => {
    expect(pictureQuery({ ...whole, size: "own" }, view)).toBe("background=paper");
  });

  it("names a width instead of a scale, and the view's place in units", () => {
    const choice: PictureChoice = {
      background: "transparent",
      size: { width: 1920 },
      area: "view",
    };
    expect(pictureQuery(choice, view)).toBe(
      "background=transparent&width=1920&x=-10.13&y=0&w=800&h=600",
    );
  });
});

describe("its size", () => {
  it("is the view's, times the scale", () => {
    expect(pictureSize({ ...whole, area: "view" }, view)).toEqual({ width: 1600, height: 1200 });
  });

  it("keeps the proportions for a width", () => {
    const choice: PictureChoice = { ...whole, size: { width: 400 }, area: "view" };
    expect(pictureSize(choice, view)).toEqual({ width: 400, height: 300 });
  });

  it("leaves paper round the whole drawing", () => {
    const dot = { left: 0, top: 0, right: 1, bottom: 1 };
    expect(pictureSize(whole, dot).width).toBeGreaterThan(2);
  });

  it("is rounded up as the server rounds, unless only a last bit is over", () => {
    const size = (right: number) =>
      pictureSize({ ...whole, size: { scale: 1 } }, { left: 0, top: 0, right, bottom: 1 }).width;
    expect([size(100), size(100.2), size(100 + 2 ** -40)]).toEqual([164, 165, 164]);
  });

  it("is higher by the line below, whose height is a part of the width", () => {
    const heights = [100, 1000, 8000].map(
      (width) => sizeWithCredit({ width, height: 500 }, true).height - 500,
    );
    expect(heights).toEqual([28, 45, 120]);
    expect(sizeWithCredit({ width: 100, height: 50 }, false)).toEqual({ width: 100, height: 50 });
  });

  it("may be too large on a side or in all", () => {
    expect(isTooLarge({ width: 8192, height: 4000 })).toBe(false);
    expect(isTooLarge({ width: 8193, height: 1 })).toBe(true);
    expect(isTooLarge({ width: 8000, height: 8000 })).toBe(true);
  });
});
