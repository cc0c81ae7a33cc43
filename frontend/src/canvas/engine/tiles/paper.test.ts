import { expect, test } from "vitest";
import type { Context2D } from "../marks/raster";
import { Sheet } from "../sheet/sheet";
import { sceneStroke, strokeThrough } from "../testing/strokes";
import { FillList, listSurface } from "../testing/surfaces";
import { Viewport } from "../view/viewport";
import { drawPaper } from "./paper";
import { TILE, Tiles } from "./tiles";

const SIZE = { width: TILE, height: TILE };
const WINDOW = { left: 0, top: 0, right: TILE, bottom: TILE };
const LINE = strokeThrough([[10, 10], [500, 500]]); // biome-ignore format: one line

function paintedAt(...scales: number[]): Tiles {
  const sheet = new Sheet([sceneStroke(1, LINE)]);
  const ink = { color: 0, alpha: 1 };
  const sources = {
    makeSurface: listSurface,
    search: () => sheet.indexesIn(WINDOW),
    at: (index: number) => sheet.at(index),
    inkOf: () => ink,
  };
  const tiles = new Tiles(sources, 2 ** 30);
  for (const scale of scales) {
    tiles.want(scale, WINDOW);
    tiles.work(() => 0, 1);
  }
  return tiles;
}

/** How many tiles are drawn for a view at a zoom that nothing is painted at. */
function standIns(tiles: Tiles, zoom: number): number {
  const view = new Viewport({ x: 0, y: 0 }, zoom, SIZE, 1);
  tiles.want(zoom, view.bounds);
  const list = new FillList();
  let drawn = 0;
  list.drawImage = () => {
    drawn++;
  };
  drawPaper(list as unknown as Context2D, tiles, view, WINDOW);
  return drawn;
}

test("a place not painted yet is filled from the scale most alike, where that covers it", () => {
  expect(standIns(paintedAt(1), 1.25)).toBe(1);
  expect(standIns(paintedAt(0.5, 2, 1), 1.25)).toBe(1);
});

test("a place not painted yet is filled from several scales, where none covers it", () => {
  const tiles = paintedAt(2, 1);
  expect(standIns(tiles, 0.8)).toBeGreaterThan(1);
});
