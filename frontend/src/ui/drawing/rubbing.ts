/**
 * Says once, to whoever first rubs out somebody else's ink, what that does: the eraser takes ink off
 * the paper, whosever it is, as a stroke of its own.
 */

import { erases, matterBounds, touchesMatter } from "../../canvas/engine/marks/matter";
import type { Laid } from "../../canvas/engine/sheet/sheet";
import type { Bounds } from "../../canvas/engine/view/bounds";
import { radius } from "../../canvas/ribbon";
import { ERASER, type Stroke, UNITS_PER_PIXEL } from "../../canvas/strokes";
import type { Shelf } from "../shelf";

const SHELF = "rubbed";

export interface Rubbed {
  itemsIn(bounds: Bounds): readonly Laid[];
}

/** Whose ink a stroke has rubbed out, if it is the first time that this happens here. */
export class FirstRub {
  readonly #shelf: Shelf;
  readonly #paper: Rubbed;

  constructor(shelf: Shelf, paper: Rubbed) {
    this.#shelf = shelf;
    this.#paper = paper;
  }

  /** The author's number; null: nobody else's, or it has been said before. */
  of(stroke: Stroke, you: number): number | null {
    if (stroke.style.tool !== ERASER || this.#shelf.read(SHELF) === true) return null;
    const near = this.#paper.itemsIn(matterBounds({ stroke }));
    const others = near.filter((item) => item.author !== you && !erases(item));
    const found = others.find((item) => goesOver(stroke, item));
    if (found) this.#shelf.write(SHELF, true);
    return found?.author ?? null;
  }
}

function goesOver({ x, y, pressure, style }: Stroke, item: Laid): boolean {
  return x.some((across, index) => {
    const point = { x: across / UNITS_PER_PIXEL, y: (y[index] ?? 0) / UNITS_PER_PIXEL };
    return touchesMatter(item, point, radius(style, pressure[index] ?? 0));
  });
}
