import { expect, test } from "vitest";
import { cursorOf } from "./ring";

const parts = (diameter: number) => {
  const [, image = "", x, y] = /^url\("data:([^"]*)"\) (\d+) (\d+), crosshair$/.exec(
    cursorOf(diameter),
  ) as RegExpExecArray;
  const svg = decodeURIComponent(image);
  return { svg, side: Number(/width="(\d+)"/.exec(svg)?.[1]), spot: [Number(x), Number(y)] };
};

test("a ring is a cursor whose spot is in its middle", () => {
  for (const diameter of [12, 27, 80, 124]) {
    const { svg, side, spot } = parts(diameter);
    expect(svg).toContain(`a${diameter / 2 - 0.5} `);
    expect(Math.abs((spot[0] as number) - side / 2)).toBeLessThanOrEqual(0.5);
    expect(spot[0]).toBe(spot[1]);
    expect(side).toBeLessThanOrEqual(128); // browsers show no larger ones
  }
});

test("a ring too small to be found has a cross around it", () => {
  expect(parts(5).svg.match(/[hv]-?5/g)?.length).toBe(8); // each arm twice: light, and dark on it
  expect(parts(12).svg).not.toMatch(/[hv]-?5/);
});
