import { describe, expect, it } from "vitest";
import { imageMatter, OWN_COLORS } from "../../items";
import { cutMatter, matterBounds, matterInk, paintMatter, touchesMatter } from "./matter";
import type { Context2D, Ink } from "./raster";
import { stock } from "./stock";

const DIGEST = "c0".repeat(16);
const BOAT = imageMatter({ digest: DIGEST, x: 168, y: 328, width: 960, height: 640 });
const FRAME = { scale: 1, left: 0, top: 0 };
const EVERYWHERE = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };

/** Writes down what is done to it. */
class Diary {
  readonly done: unknown[][] = [];
  globalAlpha = 1;
  globalCompositeOperation = "";
  fillStyle = "";

  fillRect(...place: number[]): void {
    this.done.push([this.globalCompositeOperation, this.fillStyle, this.globalAlpha, ...place]);
  }

  drawImage(picture: unknown, ...place: number[]): void {
    this.done.push(["picture", this.globalAlpha, ...place].concat(picture ? [] : ["none"]));
  }
}

function painted(scale = 1, ink?: Ink): unknown[][] {
  const diary = new Diary();
  paintMatter(diary as unknown as Context2D, BOAT, { ...FRAME, scale }, EVERYWHERE, ink);
  return diary.done;
}

describe("a placed picture", () => {
  it("has a pale place until it has come, and is then seen there, on whole pixels", () => {
    stock.take({ type: "image", digest: DIGEST, picture: null });
    const [pale = []] = painted();
    expect(pale[2]).toBeLessThan(0.2);
    expect(pale.slice(3)).toEqual([11, 21, 60, 40]);
    stock.take({ type: "image", digest: DIGEST, picture: { close() {} } as ImageBitmap });
    expect(painted()).toEqual([["picture", 1, 11, 21, 60, 40]]);
    expect(painted(0.001)).toEqual([["picture", 1, 0, 0, 1, 1]]);
  });

  it("is recognised under somebody's hue, and pointed out by a rim of its shape", () => {
    expect(matterInk(BOAT).color).toBe(OWN_COLORS);
    expect(painted(1, { color: 0xff0000, alpha: 0.26 })).toEqual([
      ["picture", 0.5, 11, 21, 60, 40],
      ["source-over", "#ff0000", 0.26, 11, 21, 60, 40],
    ]);
    expect(painted(1, { color: 0xff0000, alpha: 1 })).toHaveLength(1);
    const diary = new Diary();
    cutMatter(diary as unknown as Context2D, BOAT, FRAME, EVERYWHERE);
    expect(diary.done).toEqual([["destination-out", "#000000", 1, 11, 21, 60, 40]]);
  });

  it("is touched anywhere within its edges", () => {
    expect(matterBounds(BOAT)).toEqual({ left: 10.5, top: 20.5, right: 70.5, bottom: 60.5 });
    expect(touchesMatter(BOAT, { x: 40, y: 40 }, 0)).toBe(true);
    expect(touchesMatter(BOAT, { x: 80, y: 40 }, 6)).toBe(false);
  });
});
