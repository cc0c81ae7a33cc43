/**
 * A drawing in the page: the host element becomes paper that is seen, moved and drawn on.
 *
 * The rim of the canvas modules: it owns the DOM, the clock and the frames, and puts the parts
 * together. What it shows comes in through `scene`; what the person draws leaves through `hands.onstroke`.
 */

import type { Move } from "../changes";
import type { Scene, SceneStroke } from "../scene";
import type { Lift } from "./floating/lifted";
import { Hands, type Under } from "./hands/hands";
import type { PenPaper } from "./hands/pen";
import { uppermostAt } from "./marks/matter";
import type { Supplies } from "./marks/supplies";
import { colorPaper } from "./paper_color";
import { Picture, type Tint } from "./picture/picture";
import { makeSurface } from "./screen";
import type { Laid } from "./sheet/sheet";
import { Showing } from "./showing";
import { Told } from "./told";
import { type Bounds, inflate } from "./view/bounds";
import { Camera } from "./view/camera";
import { type Edges, type Point, type Size, Viewport } from "./view/viewport";
import { RemotePainter } from "./worker/remote_painter";

export interface EngineOptions {
  /** Makes the 16 bytes that name a stroke. */
  readonly newId?: () => Uint8Array;
  /** A worker that runs `painter.worker.ts`; without one the page paints all by itself. */
  readonly worker?: Worker | null;
  /** Where things stand in front of the paper, when all of it is to be seen. */
  readonly edges?: Edges;
  /** Fetches letters, once there are texts. */
  readonly supplies?: Supplies | null;
}

const TILE_BUDGET = 160 * 2 ** 20;
// ms of a frame that may go into painting tiles.
const PAINTING = 8;
const PAINTING_WHILE_BUSY = 4;
/** CSS pixels by which a finger may miss a stroke. */
const HIT_REACH = 6;

export class Engine implements Under {
  onviewport: (() => void) | null = null;
  /** The person moves the view, or begins to draw: it is theirs. */
  onsteer: (() => void) | null = null;
  onpaper: ((color: number | null) => void) | null = null;
  /** What somebody gave the paper, 0xRRGGBB; null: its own. */
  paperColor: number | null = null;
  /** All that is in sight is painted. */
  onpainted: (() => void) | null = null;
  /** Nothing of what is drawn is in sight, or some of it again. */
  onlost: ((lost: boolean) => void) | null = null;
  /** All that is drawn was asked for, and is in sight as it was already. */
  onwhole: (() => void) | null = null;
  /** Some of what lies on the paper is gone, or looks or lies otherwise. */
  onchanged: (() => void) | null = null;
  readonly hands: Hands;
  /** Makes the 16 bytes that name a stroke. */
  readonly newId: () => Uint8Array;
  readonly host: HTMLElement;
  readonly #options: EngineOptions;
  readonly #told: Told;
  readonly #showing: Showing;
  readonly #camera: Camera;
  readonly #picture: Picture;
  #frameAsked = false;
  #awaitsRest = false;
  #lost = false;

  constructor(host: HTMLElement, options: EngineOptions = {}) {
    this.host = host;
    this.#options = options;
    this.#told = new Told(host);
    prepareHost(host);
    const view = new Viewport({ x: 0, y: 0 }, 1, sizeOf(host), window.devicePixelRatio);
    this.#camera = new Camera(view, () => this.#askFrame());
    this.#picture = new Picture(view, {
      makeSurface,
      budget: TILE_BUDGET,
      changed: () => this.#askFrame(),
      painter: options.worker ? new RemotePainter(options.worker) : null,
      supplies: this.supplies,
      altered: () => this.onchanged?.(),
      paper: (color) => this.#colorPaper(color),
    });
    this.#showing = new Showing(host, this.#picture, view);
    this.newId = options.newId ?? randomId;
    this.hands = new Hands(this);
    new ResizeObserver(() => this.resize()).observe(host);
    this.#watchRatio();
    // Browsers take canvases away: the graphics card was reset, or memory is short.
    host.addEventListener("contextrestored", () => this.#picture.tint(), true);
    this.resize();
    this.hands.refit();
  }

  /** What the wire tells. */
  get scene(): Scene {
    return this.#picture;
  }

  // What the hands have under them.

  get supplies(): Supplies | null {
    return this.#options.supplies ?? null;
  }

  begins(): void {
    this.onsteer?.();
    this.#askFrame();
  }

  get penPaper(): PenPaper {
    return this.#picture.pens;
  }

  // What is looked at.

  get viewport(): Viewport {
    return this.#camera.view;
  }

  pan(dx: number, dy: number): void {
    this.onsteer?.();
    this.#camera.pan(dx, dy);
  }

  /** By a factor, about a place in CSS pixels. */
  zoom(factor: number, anchor: Point): void {
    this.onsteer?.();
    this.#camera.zoomBy(factor, anchor);
  }

  zoomIn(): void {
    this.onsteer?.();
    this.#camera.step(1);
  }

  zoomOut(): void {
    this.onsteer?.();
    this.#camera.step(-1);
  }

  resetZoom(): void {
    this.onsteer?.();
    this.#camera.zoomAboutMiddle(1);
  }

  /** Brings some of the paper into sight, by default all that is drawn. */
  zoomTo(target: Bounds | "fit" = "fit"): void {
    this.onsteer?.();
    const before = this.viewport;
    const bounds = target === "fit" ? this.strokeBounds() : target;
    if (bounds) this.#camera.fit(bounds, this.#options.edges);
    else this.#camera.lookAt({ x: 0, y: 0 }, 1);
    if (target === "fit" && this.viewport.equals(before)) this.onwhole?.();
  }

  /** Puts a point of the paper in the middle at once. */
  lookAt(point: Point, zoom?: number): void {
    this.#camera.lookAt(point, zoom);
  }

  /** Glides there, unless the person asked for less motion. */
  flyTo(point: Point, zoom: number = this.viewport.zoom): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#camera.lookAt(point, zoom);
    else this.#camera.flyTo(point, zoom, performance.now());
  }

  /** The edges of all visible strokes, in paper units. */
  strokeBounds(): Bounds | null {
    return this.#picture.sheet.visibleBounds();
  }

  /** Where most is of what was there when the drawing was opened, or all that is drawn. */
  openingBounds(): Bounds | null {
    return this.#picture.sheet.packing?.crowd ?? this.strokeBounds();
  }

  /** All strokes that can be seen, lowest first. */
  visibleStrokes(): readonly Laid[] {
    return this.#picture.sheet.visible();
  }

  /** Shows strokes in other inks, for instance their authors'; null: their own. */
  tint(tint: Tint | null): void {
    this.#picture.tint(tint);
  }

  /** The uppermost confirmed stroke within a few pixels of a point (paper units). */
  strokeAt(point: Point): SceneStroke | null {
    const reach = HIT_REACH / this.viewport.zoom;
    const near = inflate({ left: point.x, top: point.y, right: point.x, bottom: point.y }, reach);
    return uppermostAt(this.#picture.sheet.search(near), point, reach);
  }

  /** What can be seen within some of the paper, lowest first, one's own that waits too. */
  itemsIn(bounds: Bounds): readonly Laid[] {
    return this.#picture.sheet.allIn(bounds);
  }

  /** Something that can be seen on the paper. */
  find(id: string): Laid | null {
    const { sheet } = this.#picture;
    return (sheet.isVisible(id) && sheet.find(id)) || null;
  }

  /** Takes items off the paper, to be carried above it until they land. */
  lift(ids: Iterable<string>, make: Lift): void {
    this.#picture.carrying.lift(ids, make);
  }

  carry(move: Move): void {
    this.#picture.carrying.carry(move);
  }

  land(): void {
    this.#picture.carrying.land();
  }

  /** What the picture is drawn on, where the paper lies still. */
  get canvas(): HTMLCanvasElement {
    return this.#showing.canvas;
  }

  resize(): void {
    this.#camera.resize(sizeOf(this.host), window.devicePixelRatio);
    this.#showing.resize(this.viewport);
    this.#paint(); // at once: a resized canvas is blank
    this.onviewport?.();
  }

  /** Shows what has come without waiting for the next frame: the worker has its orders sooner. */
  hurry(): void {
    this.#frame(performance.now());
  }

  /** Shows others' pens at work, once the code for it has come: what is kept is seen without. */
  async meetOthers(): Promise<void> {
    const code = await import("./floating/others").catch(() => null);
    if (code) this.#picture.pens.meet((options) => new code.Others(options));
  }

  #colorPaper(color: number | null): void {
    this.paperColor = color;
    colorPaper(this.host, color);
    this.onpaper?.(color);
  }

  #watchRatio(): void {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const changed = () => {
      this.resize();
      this.#watchRatio();
    };
    query.addEventListener("change", changed, { once: true });
  }

  #askFrame(): void {
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    requestAnimationFrame((time) => {
      this.#frameAsked = false;
      this.#frame(time);
    });
  }

  #frame(time: number): void {
    this.#camera.tick(time);
    const { view, atRest } = this.#camera;
    if (this.#showing.look(view, atRest, time)) {
      if (atRest) this.hands.rest(); // on the way nobody draws
      this.onviewport?.();
    }
    this.hands.tell(time);
    const more = this.#paint();
    if (more || this.#camera.moving || this.hands.down) this.#askFrame();
    if (this.#showing.restsAt && !this.#awaitsRest) this.#awaitRest(time);
  }

  /** One timer for many moves: to set another for each of them takes the page longer. */
  #awaitRest(time: number): void {
    const left = this.#showing.restsAt - time;
    this.#awaitsRest = left > 0;
    if (this.#awaitsRest) setTimeout(() => this.#awaitRest(performance.now()), left);
    else this.#askFrame();
  }

  /** True while there is more to paint. */
  #paint(): boolean {
    const busy = this.#camera.moving || this.hands.down;
    const budget = busy ? PAINTING_WHILE_BUSY : PAINTING;
    const more = this.#showing.paint(budget);
    this.#report();
    return more;
  }

  #report(): void {
    const { settled, sheet } = this.#picture;
    this.#told.tell(sheet, this.#showing.view, settled);
    if (!settled) return;
    this.onpainted?.();
    this.#lookRound();
  }

  #lookRound(): void {
    const { sheet } = this.#picture;
    const lost = !this.hands.down && sheet.visibleCount > 0 && !sheet.anyIn(this.viewport.bounds);
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.onlost?.(lost);
  }
}

function prepareHost(host: HTMLElement): void {
  if (getComputedStyle(host).position === "static") host.style.position = "relative";
  Object.assign(host.style, { overflow: "hidden", touchAction: "none", userSelect: "none" });
  host.tabIndex = 0;
  if (!host.hasAttribute("role")) host.setAttribute("role", "img");
}

function sizeOf(host: HTMLElement): Size {
  return { width: host.clientWidth, height: host.clientHeight };
}

function randomId(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(16));
}
