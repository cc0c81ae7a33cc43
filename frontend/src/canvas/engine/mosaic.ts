/**
 * The tiles themselves on the screen, instead of a canvas that they are drawn on: the browser moves
 * and stretches them together, beside the page. A canvas that is drawn on is copied by the page in
 * every frame where there is no GPU; a tile of the worker's is put on a canvas that only shows it.
 * The canvas shows what floats above them meanwhile, as others' pens do, or is not seen.
 */

import { drawFloating, type Floating } from "./floating/floating";
import type { Picture } from "./picture/picture";
import { alikeFirst, clear } from "./tiles/paper";
import { TILE, type Tile, type TilePlace } from "./tiles/tiles";
import { area } from "./view/bounds";
import type { Viewport } from "./view/viewport";

export class Mosaic {
  readonly #picture: Picture;
  readonly #paper: CanvasRenderingContext2D;
  readonly #sheet = document.createElement("div");
  /** Where tiles are laid. The styles of a page depend on nothing in there, whatever comes or goes. */
  readonly #inside = this.#sheet.attachShadow({ mode: "open" });
  readonly #laid = new Map<Tile, HTMLCanvasElement>();
  /** Those that are laid, but for what is empty. */
  #tiles: readonly Tile[] = [];
  #transform = "";
  /** From which place on tiles are laid; null: none is. */
  #base: TilePlace | null = null;
  /** The canvas shows what is aloft; false: it is hidden, and holds whatever it showed last. */
  #aloft = false;

  /** Stands below `paper`. */
  constructor(picture: Picture, paper: CanvasRenderingContext2D) {
    this.#picture = picture;
    this.#paper = paper;
    this.#sheet.className = "mosaic";
    const { position, left, top, pointerEvents } = paper.canvas.style;
    const moved = { transformOrigin: "0 0", willChange: "transform" };
    Object.assign(this.#sheet.style, { position, left, top, pointerEvents, ...moved });
    // The browser looks through all layers of the page anew in every frame that one is moved in,
    // but for one that an animation might move.
    const still = { transform: ["none", "none"] };
    this.#sheet.animate(still, { duration: 1, composite: "add" }).pause();
    this.#sheet.style.display = "none";
    paper.canvas.before(this.#sheet);
  }

  /** Shows a view; false: tiles of one scale and what is above them are not all, it is to be drawn. */
  show(view: Viewport, atRest: boolean): boolean {
    const { aloft } = this.#picture;
    const tiles = aloft && this.#whole(view, atRest);
    const first = tiles?.[0];
    if (!(aloft && first)) return false;
    const base = first.scale === this.#base?.scale ? this.#base : this.#begin(first);
    this.#lay(tiles, base, view.ratio);
    this.#place(base, view);
    this.#drawAloft(aloft, view);
    return true;
  }

  end(): void {
    if (!this.#base) return;
    this.#base = null;
    this.#aloft = false;
    this.#laid.clear();
    this.#tiles = [];
    this.#inside.replaceChildren();
    this.#sheet.style.display = "none";
    this.#paper.canvas.style.visibility = "";
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
    this.#sheet.style.display = "";
    return base;
  }

  #drawAloft(aloft: readonly Floating[], { frame, bounds, canvas }: Viewport): void {
    const { style } = this.#paper.canvas;
    const changed = this.#picture.bare() || !this.#aloft;
    this.#aloft = aloft.length > 0;
    const visibility = this.#aloft ? "" : "hidden"; // where it is seen it is copied
    if (style.visibility !== visibility) style.visibility = visibility;
    if (!changed || !this.#aloft) return;
    clear(this.#paper, canvas);
    drawFloating(this.#paper, aloft, frame, bounds);
  }

  #lay(tiles: readonly Tile[], base: TilePlace, ratio: number): void {
    if (tiles === this.#tiles && this.#tiles.every((tile) => this.#isLaid(tile))) return;
    this.#tiles = tiles;
    const seen = new Map(tiles.map((tile) => [tile, hung(tile)]));
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
      this.#inside.append(image);
      this.#laid.set(tile, image);
    }
  }

  #isLaid(tile: Tile): boolean {
    return this.#laid.get(tile) === tile.picture?.image;
  }

  #place(base: TilePlace, view: Viewport): void {
    const { x, y, side } = laidPlace(base, view);
    const scale = side === TILE ? "" : ` scale(${side / TILE})`;
    const transform = `translate(${x / view.ratio}px, ${y / view.ratio}px)${scale}`;
    if (transform === this.#transform) return;
    this.#transform = transform;
    this.#sheet.style.transform = transform;
  }
}

/** A tile's picture, on a canvas that only shows it from now on: the browser can move it; null: none. */
function hung(tile: Tile): HTMLCanvasElement | null {
  const { picture } = tile;
  if (!picture) return null;
  if (picture.image instanceof HTMLCanvasElement) return picture.image;
  const { width, height } = picture.image;
  const image = Object.assign(document.createElement("canvas"), { width, height });
  const context = image.getContext("bitmaprenderer");
  context?.transferFromImageBitmap(picture.image);
  tile.picture = { context: null, image, close: () => context?.transferFromImageBitmap(null) };
  return image;
}

/**
 * Where a tile begins on the screen, and how long its sides are, in whole device pixels: so tiles meet
 * without a seam, however they are stretched.
 */
export function laidPlace({ scale, column, row }: TilePlace, view: Viewport) {
  const side = (TILE * view.scale) / scale;
  const { right, bottom } = view.canvas;
  const x = startOf(column, side, view.deviceX, right);
  const y = startOf(row, side, view.deviceY, bottom);
  return { x, y, side: Math.round(side) };
}

/** Where on the screen the tile `first` begins, so that those in the middle lie where they should. */
function startOf(first: number, side: number, offset: number, length: number): number {
  const middle = Math.round((offset + length / 2) / side);
  return Math.round(middle * side) - offset - (middle - first) * Math.round(side);
}

/** Finished tiles of the most alike scale that cover all of a view. */
function wholeStandIns(tiles: Iterable<Tile>, view: Viewport): readonly Tile[] | null {
  const finished = [...tiles].filter(({ complete }) => complete);
  const scales = alikeFirst(finished, view, view.canvas);
  return scales.find(({ covered }) => covered >= area(view.canvas))?.tiles ?? null;
}
