import { describe, expect, test } from "vitest";
import { ERASER } from "../../strokes";
import { strokeThrough } from "../testing/strokes";
import { uppermostAt } from "./matter";

const across = (y: number, tool = {}) => ({ stroke: strokeThrough([[0, y], [100, y]], tool) }); // biome-ignore format: one line

describe("pointing at a stroke", () => {
  test("finds the uppermost one, between its points too", () => {
    const [low, high] = [across(0), across(2)];
    expect(uppermostAt([low, high], { x: 50, y: 1 }, 2)).toBe(high);
    expect(uppermostAt([low, high], { x: 50, y: -2 }, 2)).toBe(low);
  });

  test("finds nothing beside the ink or beyond its ends", () => {
    expect(uppermostAt([across(0)], { x: 50, y: 20 }, 4)).toBeNull();
    expect(uppermostAt([across(0)], { x: 120, y: 0 }, 4)).toBeNull();
  });

  test("finds nothing where an eraser went over it", () => {
    const eraser = across(0, { tool: ERASER, size: 20 });
    expect(uppermostAt([across(0), eraser], { x: 50, y: 0 }, 2)).toBeNull();
    expect(uppermostAt([eraser, across(0)], { x: 50, y: 0 }, 2)).not.toBeNull();
  });

  test("finds a dot", () => {
    const dot = { stroke: strokeThrough([[5, 5]]) };
    expect(uppermostAt([dot], { x: 6, y: 5 }, 1)).toBe(dot);
  });
});
