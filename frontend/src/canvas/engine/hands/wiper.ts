/** An eraser of whole strokes: all it goes over is gone when it is lifted. */

import type { Scene } from "../../scene";
import type { Style } from "../../strokes";
import { erases, touchesMatter } from "../marks/matter";
import type { Laid } from "../sheet/sheet";
import { type Bounds, inflate } from "../view/bounds";
import type { Point } from "../view/viewport";
import type { Implement } from "./implement";
import type { PenSample } from "./recorder";

/** What it needs of the paper. */
export interface Wiped {
  itemsIn(bounds: Bounds): readonly Laid[];
  readonly scene: Pick<Scene, "hide" | "show">;
}

export interface WiperListener {
  /** Whether this person may take it away. */
  may(item: Laid): boolean;
  /** Whether it can be seen, but for what is being wiped. */
  shows(id: string): boolean;
  remove(ids: readonly string[]): void;
  /** All that it went over was somebody else's. */
  refused(author: number): void;
}

const REACH = 6; // CSS pixels

export class Wiper implements Implement {
  down = false;
  readonly #wiped: Wiped;
  readonly #listener: WiperListener;
  readonly #gone = new Set<string>();
  #others: Laid | null = null;
  #reach = REACH;
  #at: Point = { x: 0, y: 0 };

  constructor(wiped: Wiped, listener: WiperListener) {
    this.#wiped = wiped;
    this.#listener = listener;
  }

  begin(_style: Style, zoom: number, sample: PenSample): void {
    this.down = true;
    this.#others = null;
    this.#gone.clear();
    this.#reach = REACH / zoom;
    this.#at = sample;
    this.#wipe(sample);
  }

  move(samples: readonly PenSample[]): void {
    for (const sample of samples) {
      for (const point of this.#between(this.#at, sample)) this.#wipe(point);
      this.#at = sample;
    }
  }

  tell(): void {}

  lift(): void {
    this.down = false;
    if (this.#gone.size > 0) this.#listener.remove([...this.#gone]);
    else if (this.#others) this.#listener.refused(this.#others.author);
  }

  drop(): void {
    this.down = false;
    this.#wiped.scene.show([...this.#gone].filter((id) => this.#listener.shows(id)));
  }

  #wipe(point: Point): void {
    const at = { left: point.x, top: point.y, right: point.x, bottom: point.y };
    for (const item of this.#wiped.itemsIn(inflate(at, this.#reach))) {
      if (erases(item) || !touchesMatter(item, point, this.#reach)) continue;
      if (!this.#listener.may(item)) this.#others = item;
      else if (!this.#gone.has(item.id)) {
        this.#gone.add(item.id);
        this.#wiped.scene.hide([item.id]);
      }
    }
  }

  /** Places on the way to `to`, as close as it reaches. */
  *#between(from: Point, to: Point): Generator<Point, void> {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / this.#reach));
    for (let step = 1; step <= Math.min(steps, 1000); step++) {
      const share = step / Math.min(steps, 1000);
      yield { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
  }
}
