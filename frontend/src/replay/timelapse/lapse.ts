/**
 * A recording in a few seconds: the replay's own film, each operation in its turn, with as much time
 * for every bit of ink. What was taken back comes and goes, as in the replay.
 */

import { erases, matterInk, paintMatter } from "../../canvas/engine/marks/matter";
import { type Context2D, resetInk, slice } from "../../canvas/engine/marks/raster";
import { makeSurface } from "../../canvas/engine/screen";
import type { Bounds } from "../../canvas/engine/view/bounds";
import { Viewport } from "../../canvas/engine/view/viewport";
import { lookOf } from "../../canvas/items";
import { Film } from "../film";
import { Past } from "../past";
import type { Recording } from "../recording";
import { Schedule } from "./schedule";

export const WIDTH = 1280;
export const HEIGHT = 720;
const PAPER = "#FDFBF6";
const MARGIN = 40;
const LARGEST = 2; // little drawings grow to this and no further
/** ms of a picture's time for painting: one that is late goes on showing what there was. */
const BUDGET = 24;

export class TimeLapse {
  readonly #recording: Recording;
  readonly #schedule: Schedule;
  readonly #view: Viewport;
  readonly #film: Film;
  readonly #screen: Context2D;

  constructor(recording: Recording, screen: Context2D) {
    this.#recording = recording;
    this.#screen = screen;
    this.#schedule = new Schedule(
      recording.operations.map((_, index) => recording.takeAt(index)?.stroke.x.length ?? 0),
    );
    this.#view = viewOf(recording);
    this.#film = new Film(recording, this.#view, {
      makeSurface,
      inkOf: matterInk,
      showsAuthor: () => true,
    });
  }

  /** Shows the drawing at `share` of the time; the whole of it is waited for at the end. */
  show(share: number): void {
    const { whole, points } = this.#schedule.at(share);
    if (this.#film.count !== whole) this.#film.goTo(whole);
    const clock = () => performance.now();
    this.#film.work(clock, share < 1 ? clock() + BUDGET : Number.POSITIVE_INFINITY);
    resetInk(this.#screen);
    this.#screen.fillStyle = paper(this.#recording.chronicle.paperAfter(whole));
    this.#screen.fillRect(0, 0, WIDTH, HEIGHT);
    this.#film.draw(this.#screen);
    if (points > 0) this.#paintUnderway(whole, points);
  }

  /** An eraser shows when it is done: on its way it would take the paper, too. */
  #paintUnderway(operation: number, points: number): void {
    const take = this.#recording.takeAt(operation);
    if (!take || lookOf(take) || erases(take)) return;
    const { scale, deviceX, deviceY, bounds } = this.#view;
    const part = { stroke: slice(take.stroke, 0, points) };
    paintMatter(this.#screen, part, { scale, left: deviceX, top: deviceY }, bounds);
  }
}

function paper(color: number | null): string {
  return color === null ? PAPER : `#${color.toString(16).padStart(6, "0")}`;
}

/** All that can be seen in the end, in the middle; where that is nothing, all there ever was. */
function viewOf(recording: Recording): Viewport {
  const end = new Past(recording.chronicle);
  end.goTo(recording.operations.length);
  const box =
    edges(recording, (look) => end.seen[look] === 1) ?? edges(recording, () => true) ?? NOTHING;
  const zoom = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(box.right - box.left, 1),
    (HEIGHT - 2 * MARGIN) / Math.max(box.bottom - box.top, 1),
    LARGEST,
  );
  const corner = {
    x: (box.left + box.right - WIDTH / zoom) / 2,
    y: (box.top + box.bottom - HEIGHT / zoom) / 2,
  };
  return new Viewport(corner, zoom, { width: WIDTH, height: HEIGHT }, 1);
}

const NOTHING: Bounds = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT };

function edges({ looks }: Recording, counts: (look: number) => boolean): Bounds | null {
  return looks.around((look) => counts(look) && !erases(looks.made(look)));
}
