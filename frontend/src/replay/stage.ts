/**
 * The paper of a replay: looks at a film through a window that can be moved, and draws the strokes
 * underway on top. The rim: owns the canvas, the frames and the clock.
 */

import {
  Gestures,
  type Intentions,
  type Place,
  type Pointer,
} from "../canvas/engine/hands/gestures";
import { listenToNavigation, type Navigation } from "../canvas/engine/hands/navigation";
import { listenToPointers, type PointerTarget } from "../canvas/engine/hands/pointers";
import { paintMatter, uppermostAt } from "../canvas/engine/marks/matter";
import { type Ink, ownInk, resetInk } from "../canvas/engine/marks/raster";
import type { Supplies } from "../canvas/engine/marks/supplies";
import { colorPaper } from "../canvas/engine/paper_color";
import { makeSurface } from "../canvas/engine/screen";
import type { Bounds } from "../canvas/engine/view/bounds";
import { Camera } from "../canvas/engine/view/camera";
import { type Point, type Size, Viewport } from "../canvas/engine/view/viewport";
import { ERASER, type Stroke } from "../canvas/strokes";
import { Film } from "./film";
import { framing } from "./framing";
import type { Take } from "./looks";
import type { Recording } from "./recording";

/** A stroke as far as it is drawn. */
export interface Underway {
  readonly take: Take;
  readonly part: Stroke;
}

/** What is to be seen in a frame; false: nothing will change by itself. */
export type Frame = (now: number) => boolean;

export type InkOf = (take: Take) => Ink;

/** Around what is framed, a part of the window. */
const MARGIN = 0.03;
// ms of a frame for painting, while it plays and while one waits for it.
const PLAYING = 9;
const WAITING = 26;
const DEVELOPING = 6;
/** ms without a move until a view is worth a film of its own. */
const STILL_AFTER = 120;
const HIT_REACH = 5;

export class Stage implements Intentions, Navigation, PointerTarget {
  onviewport: (() => void) | null = null;
  /** A pointer is here, or none any more. */
  onpoint: ((at: Pointer | null) => void) | null = null;
  /** The paper was moved by hand. */
  onmoved: (() => void) | null = null;
  readonly #host: HTMLElement;
  #recording: Recording;
  #framing: Bounds | null;
  readonly #supplies: Supplies;
  readonly #context: CanvasRenderingContext2D;
  readonly #camera: Camera;
  readonly #frame: Frame;
  #film: Film;
  #past: { readonly image: CanvasImageSource; readonly view: Viewport } | null = null;
  #underway: readonly Underway[] = [];
  #ink: InkOf = ({ stroke }) => ownInk(stroke);
  #left: ReadonlySet<number> = new Set();
  #count = 0;
  #paper: number | null = null;
  #asked = 0;
  /** Where the window was in the frame before. */
  #last: Viewport | null = null;
  #movedAt = Number.NEGATIVE_INFINITY;
  #touched = false;
  #hasty = true;

  constructor(host: HTMLElement, recording: Recording, supplies: Supplies, frame: Frame) {
    this.#host = host;
    this.#recording = recording;
    this.#framing = framing(recording);
    this.#supplies = supplies;
    this.#frame = frame;
    host.style.touchAction = "none";
    const { image, context } = makeSurface(1, 1);
    image.className = "replay-canvas";
    this.#context = context;
    host.append(image);
    const view = new Viewport({ x: 0, y: 0 }, 1, sizeOf(host), window.devicePixelRatio);
    this.#camera = new Camera(view, () => this.ask());
    this.#film = this.#newFilm();
    supplies.listen(() => this.#refilm());
    supplies.need(recording.takes);
    const gestures = new Gestures(this);
    gestures.draws = false;
    listenToPointers(host, gestures, this);
    listenToNavigation(host, this);
    // Tells the size at once, and every other one.
    new ResizeObserver(() => this.#resize()).observe(host);
    // Browsers take canvases away, and all that was painted: also what the film has kept.
    host.addEventListener("contextrestored", () => this.#resize(), true);
  }

  get viewport(): Viewport {
    return this.#camera.view;
  }

  /** Whether all of the moment is painted. */
  get settled(): boolean {
    return this.#film.settled && this.#isFilmed && this.#film.count === this.#count;
  }

  /** The recording has gone on; it is framed anew, unless one looks elsewhere. */
  goOn(recording: Recording): void {
    this.#supplies.need(recording.takes);
    this.#recording = recording;
    this.#framing = framing(recording);
    if (!this.#touched) this.#fit();
    if (!this.#film.goOn(recording)) this.#refilm();
    this.ask();
  }

  /** In this frame: the moment after `count` operations, with some strokes underway. */
  show(count: number, underway: readonly Underway[]): void {
    this.#count = count;
    this.#colorPaper(this.#recording.chronicle.paperAfter(count));
    this.#underway = underway.filter(({ take }) => !this.#left.has(take.author));
  }

  /** While it plays, frames come first; otherwise the picture does. */
  set hasty(hasty: boolean) {
    this.#hasty = hasty;
  }

  /** Shows strokes in other inks, for instance their authors'. */
  tint(ink: InkOf | null): void {
    this.#ink = ink ?? (({ stroke }) => ownInk(stroke));
    this.#refilm();
  }

  /** Leaves out what some people drew. */
  leaveOut(authors: ReadonlySet<number>): void {
    this.#left = authors;
    this.#refilm();
  }

  /** The uppermost stroke that can be seen within a few pixels of a place (CSS pixels). */
  takeAt(place: Place): Take | null {
    const point = this.viewport.toPaper(place);
    const reach = HIT_REACH / this.viewport.zoom;
    const { x, y } = point;
    const near = { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
    const found: Take[] = [];
    for (const look of this.#recording.looks.search(near)) {
      if (this.#film.isSeen(look)) found.push(this.#recording.looks.take(look));
    }
    return uppermostAt(found, point, reach);
  }

  /** Whether something looks so at the moment that is shown. */
  isSeen(look: number): boolean {
    return this.#film.isSeen(look);
  }

  ask(): void {
    if (this.#asked === 0) this.#asked = requestAnimationFrame((now) => this.#draw(now));
  }

  /** Brings a point into the middle third unless it is there. */
  follow(point: Point): void {
    const { x, y } = this.viewport.toScreen(point);
    const { width, height } = this.viewport.size;
    const inside = x > width / 5 && x < width * 0.8 && y > height / 5 && y < height * 0.8;
    if (!inside) this.#camera.lookAt(point);
  }

  fit(): void {
    this.#touched = false;
    this.#fit();
  }

  // What fingers, wheels and keys mean.

  beginStroke(): void {}
  endStroke(): void {}
  dropStroke(): void {}
  draw(): void {}
  grab(): void {}

  pan(dx: number, dy: number): void {
    this.#touch();
    this.#camera.pan(dx, dy);
  }

  zoom(factor: number, anchor: Place): void {
    this.#touch();
    this.#camera.zoomBy(factor, anchor);
  }

  zoomIn(): void {
    this.#touch();
    this.#camera.step(1);
  }

  zoomOut(): void {
    this.#touch();
    this.#camera.step(-1);
  }

  resetZoom(): void {
    this.fit();
  }

  hover(pointer: Pointer): void {
    this.onpoint?.(pointer);
  }

  leave(): void {
    this.onpoint?.(null);
  }

  #colorPaper(color: number | null): void {
    if (color !== this.#paper) colorPaper(this.#host, color);
    this.#paper = color;
  }

  #touch(): void {
    this.#touched = true;
    this.onmoved?.();
  }

  get #isFilmed(): boolean {
    return this.#film.view.equals(this.viewport);
  }

  #draw(now: number): void {
    cancelAnimationFrame(this.#asked); // drawn out of turn, where the size has changed
    this.#asked = 0;
    const goesOn = this.#frame(now);
    this.#camera.tick(now);
    if (!this.#isFilmed) this.#move(now);
    const painting = this.#paint(goesOn);
    this.#compose();
    this.#report();
    if (goesOn || painting || this.#camera.moving || !this.#isFilmed) this.ask();
  }

  /** True while there is more to paint, now or ahead. */
  #paint(plays: boolean): boolean {
    if (!this.#isFilmed) return true;
    if (this.#film.count !== this.#count) this.#film.goTo(this.#count);
    const clock = () => performance.now();
    const more = this.#film.work(clock, clock() + (plays && this.#hasty ? PLAYING : WAITING));
    if (!more) this.#past = null;
    return more || this.#film.develop(clock, clock() + DEVELOPING);
  }

  /** The window is elsewhere: the old picture goes along until it rests. */
  #move(now: number): void {
    this.#past ??= { image: this.#snapshot(), view: this.#film.view };
    if (this.#last?.equals(this.viewport)) {
      if (now - this.#movedAt >= STILL_AFTER) this.#film = this.#newFilm();
      return;
    }
    this.#last = this.viewport;
    this.#movedAt = now;
    this.onviewport?.();
  }

  #snapshot(): CanvasImageSource {
    const { width, height } = this.#context.canvas;
    const { image, context } = makeSurface(Math.max(1, width), Math.max(1, height));
    this.#film.draw(context);
    return image;
  }

  #compose(): void {
    const context = this.#context;
    resetInk(context);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (this.#past) this.#drawPast(this.#past.image, this.#past.view);
    else this.#film.draw(context);
    this.#drawUnderway();
  }

  #drawPast(image: CanvasImageSource, before: Viewport): void {
    const { scale, deviceX, deviceY } = this.viewport;
    const stretch = scale / before.scale;
    const left = before.deviceX * stretch - deviceX;
    const top = before.deviceY * stretch - deviceY;
    const width = before.size.width * before.ratio * stretch;
    this.#context.drawImage(image, left, top, width, before.size.height * before.ratio * stretch);
  }

  #drawUnderway(): void {
    const { scale, deviceX, deviceY, bounds } = this.viewport;
    for (const { take, part } of this.#underway) {
      const ink = take.stroke.style.tool === ERASER ? ownInk(part) : this.#ink(take);
      const frame = { scale, left: deviceX, top: deviceY };
      paintMatter(this.#context, { stroke: part }, frame, bounds, ink);
    }
    resetInk(this.#context);
  }

  /** Says on the host what is painted, for tests and styles to see. */
  #report(): void {
    const { x, y, zoom } = this.viewport;
    this.#say("developed", this.#film.developed);
    if (!this.settled) return;
    this.#say("applied", this.#count);
    this.#say("visible", this.#film.seenCount);
    this.#say("underway", this.#underway.length);
    this.#say("view", `${x} ${y} ${zoom}`);
  }

  #say(what: string, value: unknown): void {
    if (this.#host.dataset[what] !== String(value)) this.#host.dataset[what] = String(value);
  }

  #refilm(): void {
    this.#past = { image: this.#snapshot(), view: this.#film.view };
    this.#film = this.#newFilm();
    this.ask();
  }

  #newFilm(): Film {
    return new Film(this.#recording, this.viewport, {
      makeSurface,
      inkOf: (take) => this.#ink(take),
      showsAuthor: (author) => !this.#left.has(author),
      stillsBytes: stillsBytes(),
    });
  }

  #resize(): void {
    const size = sizeOf(this.#host);
    const ratio = window.devicePixelRatio;
    const { canvas } = this.#context;
    canvas.width = Math.max(1, Math.round(size.width * ratio));
    canvas.height = Math.max(1, Math.round(size.height * ratio));
    this.#camera.resize(size, ratio);
    if (!this.#touched) this.#fit();
    this.#past = null;
    this.#film = this.#newFilm();
    this.#draw(performance.now());
    this.onviewport?.();
  }

  #fit(): void {
    const bounds = this.#framing;
    if (!bounds) return;
    const { width, height } = this.viewport.size;
    const room = 1 - 2 * MARGIN;
    const zoom = Math.min(
      1,
      (width * room) / (bounds.right - bounds.left),
      (height * room) / (bounds.bottom - bounds.top),
    );
    const x = (bounds.left + bounds.right) / 2;
    this.#camera.lookAt({ x, y: (bounds.top + bounds.bottom) / 2 }, zoom);
  }
}

/** 128 MB of stills where the device has 4 GB of memory or does not say, less where it has less. */
function stillsBytes(): number {
  const { deviceMemory = 4 } = navigator as Navigator & { readonly deviceMemory?: number };
  return Math.min(4, deviceMemory) * 32 * 2 ** 20;
}

function sizeOf(host: HTMLElement): Size {
  return { width: host.clientWidth, height: host.clientHeight };
}
