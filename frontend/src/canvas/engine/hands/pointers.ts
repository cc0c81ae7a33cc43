/** Pointer events of an element → gestures, and the fine path of the pointer that draws. */

import type { Gestures, Pointer, PointerKind, Press } from "./gestures";

export interface PointerTarget {
  /** The pointer that draws went through all these places, and will soon be at those `ahead`. */
  draw(path: readonly Pointer[], ahead?: readonly Pointer[]): void;
  /** A pointer is here, pressed or not. */
  hover(pointer: Pointer): void;
  leave(): void;
}

const ERASER_BUTTON = 5;
/** ms ahead of the pen, about a frame: what is farther is too often wrong. */
const FORESIGHT = 17;
// Degrees from upright between which a pen goes from writing to shading.
const WRITES = 40;
const SHADES = 75;

export function listenToPointers(
  element: HTMLElement,
  gestures: Gestures,
  target: PointerTarget,
): void {
  let corner = element.getBoundingClientRect();

  const press = (event: PointerEvent): void => {
    corner = element.getBoundingClientRect();
    const part = pressOf(event);
    if (part === "other") return;
    event.preventDefault(); // no scroll ring on the middle button, no selected text
    element.focus({ preventScroll: true });
    capture(element, event.pointerId);
    const pointer = pointerOf(event, corner);
    target.hover(pointer);
    gestures.press(pointer, part);
  };

  const move = (event: PointerEvent): void => {
    const pointer = pointerOf(event, corner);
    target.hover(pointer);
    if (gestures.drawsWith(event.pointerId)) {
      target.draw(pathOf(event, corner), pathAhead(event, corner));
    } else {
      gestures.move(pointer);
    }
  };

  const lift = (event: PointerEvent): void => {
    const pointer = pointerOf(event, corner);
    if (gestures.drawsWith(pointer.id)) target.draw([pointer]);
    gestures.release(pointer.id);
  };

  const cancel = (event: PointerEvent): void => gestures.cancel(pointerOf(event, corner));
  const release = (event: PointerEvent): void => gestures.release(event.pointerId);

  const enter = (): void => {
    corner = element.getBoundingClientRect();
  };

  element.addEventListener("pointerenter", enter);
  element.addEventListener("pointerdown", press);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", lift);
  element.addEventListener("pointercancel", cancel);
  element.addEventListener("lostpointercapture", release);
  element.addEventListener("pointerleave", () => target.leave());
  element.addEventListener("contextmenu", keepFrom);
  // A browser lets a finger lifted at speed glide on, if only in thought: the next tap would but stop that.
  element.addEventListener("touchmove", keepFrom);
  window.addEventListener("blur", () => gestures.abandon());
}

/** The browser does nothing of its own about it. */
function keepFrom(event: Event): void {
  if (event.cancelable) event.preventDefault();
}

/** One that went down before there was this code may be up again. */
export function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch {
    // Then there is nothing to follow.
  }
}

/** What the browser merged into one event, one by one. */
function pathOf(event: PointerEvent, corner: DOMRect): Pointer[] {
  const merged = event.getCoalescedEvents?.() ?? [];
  return (merged.length > 0 ? merged : [event]).map((one) => pointerOf(one, corner));
}

/** Where the browser thinks a pen or a finger will be; a mouse has its arrow to be seen by. */
function pathAhead(event: PointerEvent, corner: DOMRect): Pointer[] {
  if (event.pointerType === "mouse") return [];
  const foreseen = event.getPredictedEvents?.() ?? [];
  return foreseen
    .filter(({ timeStamp }) => timeStamp <= event.timeStamp + FORESIGHT)
    .map((one) => pointerOf(one, corner));
}

function pointerOf(event: PointerEvent, corner: DOMRect): Pointer {
  const kind = kindOf(event);
  return {
    id: event.pointerId,
    kind,
    x: event.clientX - corner.left,
    y: event.clientY - corner.top,
    // A pen that has just left the paper reports 0.
    pressure: kind === "pen" && event.pressure > 0 ? event.pressure : null,
    lean: kind === "pen" ? leanOf(event) : 0,
    time: event.timeStamp,
  };
}

function leanOf({ tiltX, tiltY }: PointerEvent): number {
  const tangent = Math.hypot(...[tiltX, tiltY].map((tilt) => Math.tan((tilt * Math.PI) / 180)));
  const degrees = (Math.atan(tangent) * 180) / Math.PI;
  return Math.min(1, Math.max(0, (degrees - WRITES) / (SHADES - WRITES)));
}

function kindOf(event: PointerEvent): PointerKind {
  return event.pointerType === "pen" || event.pointerType === "touch" ? event.pointerType : "mouse";
}

function pressOf(event: PointerEvent): Press {
  if (event.button === 0) return "point";
  if (event.button === 1) return "middle";
  return event.button === ERASER_BUTTON ? "eraser" : "other";
}
