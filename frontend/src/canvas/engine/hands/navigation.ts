/** Wheel and keys → moves of the paper. */

import type { Place } from "./gestures";

export interface Navigation {
  pan(dx: number, dy: number): void;
  /** Zooms by `factor` about `anchor`, in CSS pixels. */
  zoom(factor: number, anchor: Place): void;
  zoomIn(): void;
  zoomOut(): void;
  resetZoom(): void;
  /** The space bar is held: the pointer moves the paper. */
  grab(held: boolean): void;
}

const KEY_STEP = 64;
const KEY_STRIDE = 256;
const LINE = 16; // CSS pixels a wheel's line counts for
const MOST_PER_NOTCH = 25;

/** Listens to `element`, which has the focus. */
export function listenToNavigation(element: HTMLElement, navigation: Navigation): void {
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    const { dx, dy } = wheelMove(event, element);
    if (event.ctrlKey || event.metaKey) navigation.zoom(wheelZoom(dy), placeOf(event, element));
    else if (event.shiftKey && dx === 0) navigation.pan(-dy, 0);
    else navigation.pan(-dx, -dy);
  };

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (followKey(event, navigation)) event.preventDefault();
  };

  const space = (event: KeyboardEvent): void => {
    if (event.key !== " " || !isFree(document.activeElement, element)) return;
    event.preventDefault();
    navigation.grab(event.type === "keydown");
  };

  element.addEventListener("wheel", turn, { passive: false });
  element.addEventListener("keydown", press);
  window.addEventListener("keydown", space);
  window.addEventListener("keyup", space);
  window.addEventListener("blur", () => navigation.grab(false));
}

/** Nothing else wants the space bar. */
function isFree(focused: Element | null, element: HTMLElement): boolean {
  return focused === null || focused === document.body || focused === element;
}

function wheelMove(event: WheelEvent, element: HTMLElement): { dx: number; dy: number } {
  const unit = wheelUnit(event.deltaMode, element);
  return { dx: event.deltaX * unit, dy: event.deltaY * unit };
}

function wheelUnit(mode: number, page: HTMLElement): number {
  if (mode === WheelEvent.DOM_DELTA_PIXEL) return 1;
  return mode === WheelEvent.DOM_DELTA_LINE ? LINE : page.clientHeight;
}

function placeOf({ clientX, clientY }: WheelEvent, element: HTMLElement): Place {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

/** A trackpad's pinch comes in small steps, a wheel's notch in one large one. */
function wheelZoom(dy: number): number {
  return Math.exp(-Math.min(MOST_PER_NOTCH, Math.max(-MOST_PER_NOTCH, dy)) / 100);
}

function followKey(event: KeyboardEvent, navigation: Navigation): boolean {
  const step = event.shiftKey ? KEY_STRIDE : KEY_STEP;
  switch (event.key) {
    case "ArrowLeft":
      navigation.pan(step, 0);
      return true;
    case "ArrowRight":
      navigation.pan(-step, 0);
      return true;
    case "ArrowUp":
      navigation.pan(0, step);
      return true;
    case "ArrowDown":
      navigation.pan(0, -step);
      return true;
    case "+":
    case "=":
      navigation.zoomIn();
      return true;
    case "-":
    case "−":
      navigation.zoomOut();
      return true;
    case "0":
      navigation.resetZoom();
      return true;
    default:
      return false;
  }
}
