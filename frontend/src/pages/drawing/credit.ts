/** Whose stroke the pointer rests on: what rests on the paper, led to the tip that says it. */

import { watchResting } from "../../ui/drawing/pointing";
import type { Parts } from "./parts";

/** `fingersDraw`: a finger that rests on the paper asks nothing. */
export function connectCredit(paper: HTMLElement, tip: Parts["tip"], fingersDraw: () => boolean) {
  watchResting(paper, fingersDraw, {
    point: (at) => tip.made?.point(at),
    hide: () => tip.made?.hide(),
  });
}
