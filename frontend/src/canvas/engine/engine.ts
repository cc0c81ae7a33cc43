/**
 * A drawing in the page: the host element becomes paper that is seen, moved and drawn on.
 *
 * The rim of the canvas modules: it owns the DOM, the clock and the frames, and puts the parts
 * together. What it shows comes in through Scene; what the person draws leaves through `onstroke`.
 */

import type { Move } from "../changes";
import type { Scene, SceneItem, SceneStroke, Versions } from "../scene";
import { type Stroke, type Tool, UNITS_PER_PIXEL } from "../strokes";
import type { Lift } from "./floating/lifted";
import { Gestures, type Intentions, type Place, type Pointer } from "./hands/gestures";
import { type DrawingHand, listenToHandKeys } from "./hands/hand_keys";
import type { Implement } from "./hands/implement";
import { KEYS, KeyHand, type KeyHandOptions } from "./hands/key_hand";
import { listenToNavigation, type Navigation } from "./hands/navigation";
import { Pen, type PenPaper, type StrokeListener } from "./hands/pen";
import { listenToPointers, type PointerTarget } from "./hands/pointers";
import type { PenSample, Steadiness } from "./hands/recorder";
import { SizeRing } from "./hands/ring";
import { Toolbox } from "./hands/toolbox";
import { uppermostAt } from "./marks/matter";
import type { Supplies } from "./marks/supplies";
import { colorPaper } from "./paper_color";
import { Picture, type Tint } from "./picture/picture";
import { makeSurface, Screen } from "./screen";
import type { Laid } from "./sheet/sheet";
import { type Bounds, inflate } from "./view/bounds";
import { Camera } from "./view/camera";
import { stretched } from "./view/carrying";
import { type Edges, type Point, type Size, Viewport } from "./view/viewport";
import { RemotePainter } from "./worker/remote_painter";

export interface EngineOptions {
  /** Makes the 16 bytes that name a stroke. */
  readonly newId?: () => Uint8Array;
  /** Device pixels in a CSS pixel, if not the window's. */
  readonly devicePixelRatio?: number;
  /** Bytes for painted tiles. */
  readonly tileBudget?: number;
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

export class Engine implements Scene, Intentions, Navigation, PointerTarget, DrawingHand {
  /** The pointer is here: 1/16 units, for others to see. */
  onpointer: ((x16: number, y16: number) => void) | null = null;
  onviewport: (() => void) | null = null;
  /** The person moves the view, or begins to draw: it is theirs. */
  onsteer: (() => void) | null = null;
  onpaper: ((color: number | null) => void) | null = null;
  /** What somebody gave the paper, 0xRRGGBB; null: its own. */
  paperColor: number | null = null;
  /** The tool went down or up by keys, or its line was taken back. */
  onkeys: ((news: "down" | "up" | "dropped") => void) | null = null;
  /** A hand that moves by keys came to rest; paper units. */
  onkeysrest: ((at: Point) => void) | null = null;
  /** Nothing of what is drawn is in sight, or some of it again. */
  onlost: ((lost: boolean) => void) | null = null;
  /** Some of what lies on the paper is gone, or looks or lies otherwise. */
  onchanged: (() => void) | null = null;
  /** A pen came near the paper, for the first time. */
  onpen: (() => void) | null = null;
  readonly pen: Pen;
  /** Makes the 16 bytes that name a stroke. */
  readonly newId: () => Uint8Array;
  readonly #host: HTMLElement;
  readonly #options: EngineOptions;
  readonly #screen: Screen;
  readonly #ring: SizeRing;
  readonly #camera: Camera;
  readonly #picture: Picture;
  readonly #gestures: Gestures;
  readonly #toolbox = new Toolbox();
  /** What the pointer will do its work with, and what it does it with now or did last. */
  #implement: Implement;
  #atWork: Implement;
  readonly #listening = new AbortController();
  readonly #resizing: ResizeObserver;
  #shown: Viewport;
  /** What the canvas was drawn for; on the way in it is stretched over what is shown. */
  #drawn: Viewport;
  #shownAtRest = true;
  #enabled = true;
  #grabbing = false;
  #frameAsked = 0;
  #lost = false;

  constructor(host: HTMLElement, options: EngineOptions = {}) {
    this.#host = host;
    this.#options = options;
    prepareHost(host);
    this.#screen = new Screen(host);
    this.#ring = new SizeRing(host);
    this.#shown = new Viewport({ x: 0, y: 0 }, 1, sizeOf(host), this.#ratio);
    this.#drawn = this.#shown;
    this.#camera = new Camera(this.#shown, () => this.#askFrame());
    this.#picture = new Picture(this.#shown, {
      makeSurface,
      budget: options.tileBudget ?? TILE_BUDGET,
      changed: () => this.#askFrame(),
      painter: options.worker ? new RemotePainter(options.worker) : null,
      supplies: options.supplies ?? null,
    });
    this.newId = options.newId ?? randomId;
    this.pen = new Pen(this.#picture.pens, this.newId);
    this.#implement = this.#atWork = this.pen;
    this.#gestures = new Gestures(this);
    listenToPointers(host, this.#gestures, this, this.#listening.signal);
    this.#listenToKeys(); // before navigation: a key that draws does not move the paper
    listenToNavigation(host, this, this.#listening.signal);
    listenToHandKeys(this, this.#listening.signal);
    this.#resizing = new ResizeObserver(() => this.resize());
    this.#resizing.observe(host);
    this.#watchRatio();
    this.resize();
    this.#refit();
  }

  // What the person holds.

  get enabled(): boolean {
    return this.#enabled;
  }

  /** Whether this person may draw; otherwise the pointer moves the paper. */
  set enabled(enabled: boolean) {
    if (!enabled && this.#atWork.down) this.#gestures.abandon();
    this.#enabled = enabled;
    this.#refit();
  }

  get onstroke(): StrokeListener | null {
    return this.pen.listener;
  }

  set onstroke(listener: StrokeListener | null) {
    this.pen.listener = listener;
  }

  /** What is drawn by a hand that holds still goes on as `shaper` takes it over, if it does. */
  reshape(shaper: Implement & { takeOver(pen: Pen): boolean }): void {
    if (this.#gestures.drawsWith(KEYS)) return; // between two keys every hand holds still
    if (this.#atWork === this.pen && this.pen.rests && shaper.takeOver(this.pen))
      this.#atWork = shaper;
  }

  /** Where implements show what they draw before it is kept. */
  get penPaper(): PenPaper {
    return this.#picture.pens;
  }

  /** The tool that draws, and what it is drawn with: by default the pen that follows the hand. */
  setTool(tool: Tool | "hand", implement: Implement = this.pen): void {
    this.#implement = implement;
    this.#toolbox.tool = tool;
    if (tool !== "hand") this.#options.supplies?.needFor({ tool }); // before its first stroke
    this.#refit();
  }

  /** Whether a finger draws where a pen was seen, too. */
  set fingersDraw(draw: boolean) {
    this.#gestures.fingersDraw = draw;
  }

  /** How much lines are steadied, from the next one on. */
  set steadiness(steadiness: Steadiness) {
    this.pen.steadiness = steadiness;
  }

  /** 0xRRGGBB */
  setColor(color: number): void {
    this.#toolbox.color = color;
  }

  /** Width at full pressure, in CSS pixels at 100 %. */
  setSize(size: number): void {
    this.#toolbox.size = size;
    this.#refit();
  }

  /** 0 to 1 */
  setOpacity(opacity: number): void {
    this.#toolbox.opacity = opacity;
  }

  // What is looked at.

  get viewport(): Viewport {
    return this.#camera.view;
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
    const bounds = target === "fit" ? this.strokeBounds() : target;
    if (bounds) this.#camera.fit(bounds, this.#options.edges);
    else this.#camera.lookAt({ x: 0, y: 0 }, 1);
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

  /** All strokes that can be seen, lowest first. */
  visibleStrokes(): readonly SceneStroke[] {
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

  /** What is seen around a place (CSS pixels), `side` device pixels square. */
  around({ x, y }: Place, side: number): CanvasRenderingContext2D {
    const ground = getComputedStyle(this.#host).backgroundColor;
    return this.#screen.around(x * this.#ratio, y * this.#ratio, side, ground);
  }

  resize(): void {
    const size = sizeOf(this.#host);
    this.#screen.resize(size, this.#ratio);
    this.#camera.resize(size, this.#ratio);
    this.#shown = this.viewport;
    this.#draw(this.#shown, this.#shownAtRest);
    this.#screen.stretch(null);
    this.#paint(); // at once: a resized canvas is blank
    this.onviewport?.();
  }

  destroy(): void {
    this.#gestures.abandon();
    this.#listening.abort();
    this.#resizing.disconnect();
    cancelAnimationFrame(this.#frameAsked);
    this.#options.worker?.terminate();
    this.#ring.remove();
    this.#screen.remove();
  }

  /** Shows others' pens at work, once the code for it has come: what is kept is seen without. */
  async meetOthers(): Promise<void> {
    const code = await import("./floating/others").catch(() => null);
    if (code) this.#picture.pens.meet((options) => new code.Others(options));
  }

  // Scene: what the wire tells.

  load(items: readonly SceneItem[], hidden: ReadonlySet<string>, versions: Versions): void {
    this.#picture.load(items, hidden, versions);
  }

  place(item: SceneItem): void {
    this.#picture.place(item);
  }

  pend(item: SceneItem): void {
    this.#picture.pend(item);
  }

  settle(id: string, seq: number, at: number): void {
    this.#picture.settle(id, seq, at);
  }

  withdraw(id: string): void {
    this.#picture.withdraw(id);
    this.onchanged?.();
  }

  hide(ids: Iterable<string>): void {
    this.#picture.hide(ids);
    this.onchanged?.();
  }

  show(ids: Iterable<string>): void {
    this.#picture.show(ids);
  }

  change(versions: Versions): void {
    this.#picture.change(versions);
    this.onchanged?.();
  }

  paper(color: number | null): void {
    this.paperColor = color;
    colorPaper(this.#host, color);
    this.onpaper?.(color);
  }

  live(author: number, key: string, offset: number, piece: Stroke): void {
    this.#picture.live(author, key, offset, piece);
  }

  endLive(key: string): void {
    this.#picture.endLive(key);
  }

  // Intentions: what fingers, pens and mice mean.

  beginStroke(pointer: Pointer, erasing: boolean): void {
    this.onsteer?.();
    const style = this.#toolbox.style(erasing);
    this.#atWork = erasing ? this.pen : this.#implement;
    this.#atWork.begin(style, this.viewport.zoom, this.#sample(pointer));
    this.#askFrame();
  }

  endStroke(): void {
    this.#atWork.lift();
  }

  dropStroke(): void {
    this.#atWork.drop();
  }

  cancel(): boolean {
    const { down } = this.#atWork;
    this.#gestures.takeBack();
    return down;
  }

  even(even: boolean): void {
    this.#implement.even = even;
  }

  pan(dx: number, dy: number): void {
    this.onsteer?.();
    this.#camera.pan(dx, dy);
  }

  zoom(factor: number, anchor: Place): void {
    this.onsteer?.();
    this.#camera.zoomBy(factor, anchor);
  }

  penSeen(): void {
    this.onpen?.();
  }

  grab(held: boolean): void {
    this.#grabbing = held;
    this.#refit();
  }

  draw(path: readonly Pointer[], ahead: readonly Pointer[] = []): void {
    const samples = (pointers: readonly Pointer[]) => pointers.map((one) => this.#sample(one));
    this.#atWork.move(samples(path), samples(ahead));
  }

  hover(pointer: Pointer): void {
    const { x, y } = this.viewport.toPaper(pointer);
    const cursor = this.#draws && this.#implement.cursorAt?.({ x, y }, this.viewport.zoom);
    if (cursor) this.#host.style.cursor = cursor;
    if (pointer.kind === "touch" || !this.#draws || cursor) this.#ring.hide();
    else this.#ring.moveTo(pointer.x, pointer.y, pointer.kind);
    this.onpointer?.(Math.round(x * UNITS_PER_PIXEL), Math.round(y * UNITS_PER_PIXEL));
  }

  leave(): void {
    this.#ring.hide();
  }

  get #draws(): boolean {
    return this.#enabled && !this.#grabbing && this.#toolbox.tool !== "hand";
  }

  get #ratio(): number {
    return this.#options.devicePixelRatio ?? window.devicePixelRatio;
  }

  #sample(pointer: Pointer): PenSample {
    const { pressure, lean = 0, time } = pointer;
    return { ...this.viewport.toPaper(pointer), pressure, lean, time };
  }

  #listenToKeys(): void {
    const options: KeyHandOptions = {
      gestures: this.#gestures,
      target: this,
      draws: () => this.#draws,
      pan: (dx, dy) => this.pan(dx, dy),
      told: (news) => this.onkeys?.(news),
      rested: (at) => this.onkeysrest?.(this.viewport.toPaper(at)),
    };
    new KeyHand(this.#host, options, this.#listening.signal);
  }

  /** Fits pointer, ring and gestures to the tool in hand. */
  #refit(): void {
    this.#gestures.draws = this.#draws;
    this.#ring.diameter = this.#toolbox.size * this.viewport.zoom;
    if (!this.#draws) this.#ring.hide();
    const drawing = this.#implement.cursorAt ? "default" : this.#ring.cursor;
    const cursor = this.#draws ? drawing : "grab";
    if (this.#host.style.cursor !== cursor) this.#host.style.cursor = cursor;
  }

  #watchRatio(): void {
    if (this.#listening.signal.aborted) return;
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const changed = () => {
      this.resize();
      this.#watchRatio();
    };
    query.addEventListener("change", changed, { once: true, signal: this.#listening.signal });
  }

  #askFrame(): void {
    if (this.#frameAsked === 0) {
      this.#frameAsked = requestAnimationFrame((time) => {
        this.#frameAsked = 0;
        this.#frame(time);
      });
    }
  }

  #frame(time: number): void {
    this.#camera.tick(time);
    this.#look();
    this.#atWork.tell(time);
    const more = this.#paint();
    if (more || this.#camera.moving || this.#atWork.down) this.#askFrame();
  }

  #look(): void {
    const { view, atRest } = this.#camera;
    if (view.equals(this.#shown) && atRest === this.#shownAtRest) return;
    this.#shown = view;
    this.#shownAtRest = atRest;
    const stretch = atRest ? null : stretched(this.#drawn, view);
    if (!stretch) this.#draw(view, atRest);
    this.#screen.stretch(stretch);
    if (atRest) this.#refit(); // on the way nobody draws
    this.onviewport?.();
  }

  #draw(view: Viewport, atRest: boolean): void {
    this.#drawn = view;
    this.#picture.look(view, atRest);
  }

  /** True while there is more to paint. */
  #paint(): boolean {
    const busy = this.#camera.moving || this.#atWork.down;
    const budget = busy ? PAINTING_WHILE_BUSY : PAINTING;
    const more = this.#picture.frame(this.#screen.paper, () => performance.now(), budget);
    this.#report();
    return more;
  }

  /** Says on the host what is painted, for tests and styles to see. */
  #report(): void {
    const { sheet, settled } = this.#picture;
    this.#say("pending", sheet.pendingCount);
    if (!settled) return;
    this.#say("applied", sheet.head);
    this.#say("visible", sheet.visibleCount);
    this.#say("view", `${this.#shown.x} ${this.#shown.y} ${this.#shown.zoom}`);
    this.#lookRound();
  }

  #lookRound(): void {
    const { sheet } = this.#picture;
    const lost = !this.pen.down && sheet.visibleCount > 0 && !sheet.anyIn(this.#shown.bounds);
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.onlost?.(lost);
  }

  #say(what: string, value: number | string): void {
    if (this.#host.dataset[what] !== String(value)) this.#host.dataset[what] = String(value);
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
