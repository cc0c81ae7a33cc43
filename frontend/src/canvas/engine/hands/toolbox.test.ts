import { expect, it } from "vitest";
import { UNITS_PER_PIXEL } from "../../strokes";
import { Toolbox } from "./toolbox";

function sizeAt(zoom: number, size = 4): number {
  const toolbox = new Toolbox();
  toolbox.size = size;
  return toolbox.style(false, zoom).size / UNITS_PER_PIXEL;
}

it("draws as thick as was chosen", () => {
  expect([0.25, 1, 64].map((zoom) => sizeAt(zoom))).toEqual([4, 4, 4]);
  expect([1, 64].map((zoom) => sizeAt(zoom, 1))).toEqual([1, 1]);
});

it("leaves a hairline of what is seen from far out", () => {
  expect([0.1, 0.01].map((zoom) => sizeAt(zoom))).toEqual([10, 100]);
});
