/** A tap on the paper that closes what is open does no more than that; a line is drawn all the same. */

import { isSomethingOpen } from "./popovers";

/** CSS pixels that a finger moves in a tap. */
const STILL = 8;

/** `takeBack`: what the pointer has begun was not meant. */
export function closeByTap(paper: HTMLElement, takeBack: () => void): void {
  let closing: PointerEvent | null = null;
  const down = (event: PointerEvent): void => {
    closing = isSomethingOpen(document) || isNaming() ? event : null;
  };
  const up = ({ x, y }: PointerEvent): void => {
    if (closing && Math.hypot(x - closing.x, y - closing.y) < STILL) takeBack();
  };
  paper.addEventListener("pointerdown", down, true);
  paper.addEventListener("pointerup", up, true);
}

/** The title is open, to be written anew. */
function isNaming(): boolean {
  return document.activeElement?.matches("#title input") ?? false;
}
