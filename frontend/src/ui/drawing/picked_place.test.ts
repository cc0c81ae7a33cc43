import { describe, expect, it } from "vitest";
import { type Edges, placeFor } from "./picked_place";

const across = { left: 40, right: 350 };
const EDGES: Edges = {
  bottom: { ...across, top: 690, bottom: 740 },
  top: { ...across, top: 70, bottom: 120 },
  middle: { ...across, top: 397, bottom: 447 },
};

describe("the bar for what is picked", () => {
  it.each([
    ["stays above the tray while that is free", [50, 150, 300, 600], "bottom"],
    ["gives way before it lies on a corner's target", [50, 150, 300, 670], "top"],
    ["goes up where the frame reaches under the tray", [50, 480, 340, 800], "top"],
    ["stays where the frame is beside it", [0, 480, 10, 800], "bottom"],
    ["crosses the frame rather than cover a corner of it", [100, 100, 300, 1000], "bottom"],
    ["lies amid a frame with corners at both places", [50, 80, 340, 720], "middle"],
  ] as const)("%s", (_sentence, [left, top, right, bottom], place) => {
    expect(placeFor({ left, top, right, bottom }, EDGES)).toBe(place);
  });
});
