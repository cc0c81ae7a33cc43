/**
 * The tiles themselves on the screen, instead of a canvas that they are drawn on: the browser moves
 * and stretches them together, beside the page. A canvas that is drawn on is copied by the page in
 * every frame where there is no GPU; a tile of the worker's is a canvas that only shows what it is.
 */

import type { Picture } from "./picture/picture";
import { tilePlace } from "./tiles/paper";
import { TILE, type Tile, type TilePlace } from "./tiles/tiles";
import { area, intersection } from "./view/bounds";
import type { Viewport } from "./view/viewport";

export class Mosaic {
  readonly #picture: Picture;
  readonly #paper: HTMLCanvasElement;
  readonly #sheet = document.createElement("div");
  readonly #laid = new Map<Tile, HTMLCanvasElement>();
  /** From which place on tiles are laid; null: none is. */
  #base: TilePlace | null = null;

  /** Stands where `paper` does, which is hidden meanwhile. */
  constructor(picture: Picture, paper: HTMLCanvasElement) {
    this.#picture = picture;
    this.#paper = paper;
    const { position, left, top, pointerEvents } = paper.style;
    const moved = { transformOrigin: "0 0", willChange: "transform" };
    Object.assign(this.#sheet.style, { position, left, top, pointerEvents, ...moved });
  }

  /** Shows a view; false: it takes more than tiles of one scale, and is to be drawn. */
  show(view: Viewport, atRest: boolean): boolean {
    const tiles = this.#picture.floats ? null : this.#whole(view, atRest);
    const first = tiles?.[0];
    if (!first) return false;
    const base = first.scale === this.#base?.scale ? this.#base : this.#begin(first);
    this.#lay(tiles, base, view.ratio);
    this.#place(base, view);
    return true;
  }

  end(): void {
    if (!this.#base) return;
    this.#base = null;
    this.#laid.clear();
    this.#sheet.replaceChildren();
    this.#sheet.remove();
    this.#paper.style.visibility = "";
  }

  /** Tiles that show all that is seen: those that are wanted, or on the way others, most alike. */
  #whole(view: Viewport, atRest: boolean): readonly Tile[] | null {
    const { wanted } = this.#picture.tiles;
    if (wanted.every(({ picture }) => picture !== undefined)) return wanted;
    return atRest ? null : wholeStandIns(this.#picture.tiles.pictured(), view);
  }

  #begin(base: TilePlace): TilePlace {
    this.end();
    this.#base = base;
    this.#paper.after(this.#sheet);
    this.#paper.style.visibility = "hidden"; // where it is seen it is copied
    return base;
  }

  #lay(tiles: readonly Tile[], base: TilePlace, ratio: number): void {
    const seen = new Map(tiles.map((tile) => [tile, imageOf(tile)]));
    for (const [tile, image] of this.#laid) {
      if (seen.get(tile) === image) continue;
      image.remove();
      this.#laid.delete(tile);
    }
    for (const [tile, image] of seen) {
      if (!image || this.#laid.has(tile)) continue;
      const [column, row] = [tile.column - base.column, tile.row - base.row];
      const side = TILE / ratio;
      const [width, height] = [`${side}px`, `${side}px`];
      const [left, top] = [`${column * side}px`, `${row * side}px`];
      Object.assign(image.style, { position: "absolute", left, top, width, height });
      this.#sheet.append(image);
      this.#laid.set(tile, image);
    }
  }

  #place({ scale: painted, column, row }: TilePlace, view: Viewport): void {
    const stretch = view.scale / painted;
    const left = Math.round(column * TILE * stretch) - view.deviceX;
    const top = Math.round(row * TILE * stretch) - view.deviceY;
    const [x, y] = [left / view.ratio, top / view.ratio];
    const scale = stretch === 1 ? "" : ` scale(${stretch})`;
    this.#sheet.style.transform = `translate(${x}px, ${y}px)${scale}`;
  }
}

function imageOf({ picture }: Tile): HTMLCanvasElement | null {
  return picture?.image instanceof HTMLCanvasElement ? picture.image : null;
}

/** Finished tiles of the most alike scale that cover all of a view. */
function wholeStandIns(tiles: Iterable<Tile>, view: Viewport): readonly Tile[] | null {
  const byScale = new Map<number, { tiles: Tile[]; covered: number }>();
  for (const tile of tiles) {
    const part = tile.complete && intersection(tilePlace(tile, view), view.canvas);
    if (!part) continue;
    const same = byScale.get(tile.scale) ?? { tiles: [], covered: 0 };
    same.tiles.push(tile);
    same.covered += area(part); // tiles of a scale do not overlap
    byScale.set(tile.scale, same);
  }
  const unlike = (scale: number) => Math.abs(Math.log2(scale / view.scale));
  const whole = [...byScale].filter(([, { covered }]) => covered >= area(view.canvas));
  return whole.sort(([a], [b]) => unlike(a) - unlike(b))[0]?.[1].tiles ?? null;
}
