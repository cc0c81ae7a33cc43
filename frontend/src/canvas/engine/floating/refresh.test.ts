import { expect, test } from "vitest";
import { strokeThrough } from "../testing/strokes";
import { Refresh } from "./refresh";
import { Trail } from "./trail";

test("a pen is painted whole soon after it rests, and often enough while it draws", () => {
  const refresh = new Refresh();
  const trail = new Trail(1, strokeThrough([[0, 0]]).style); // biome-ignore format: one line
  const painted: number[] = [];
  for (let frame = 0; frame < 60; frame++) {
    if (frame < 25) refresh.grew(trail);
    if (refresh.due().size > 0) painted.push(frame);
  }
  expect(painted).toEqual([9, 19, 27]);
  expect(refresh.any).toBe(false);
  refresh.grew(trail);
  refresh.forget(trail);
  expect(refresh.due().size).toBe(0);
});
