/** What can be in the hand, by the words that the page's radios have for it. (pure) */

import type { Shape } from "../../canvas/shapes";
import { BRUSH, ERASER, MARKER, PEN, PENCIL, type Tool } from "../../canvas/strokes";

/** What lies behind "More tools"; `wipe` rubs out whole strokes. */
export type More = Shape | "text" | "select" | "wipe";
export type Held = Tool | More | "hand";

/** In the order in which their sizes are kept. */
export const TOOLS: readonly Tool[] = [PEN, BRUSH, MARKER, ERASER, PENCIL];
const SHAPES: readonly Shape[] = ["line", "arrow", "rectangle", "ellipse"];
const MORE: readonly More[] = [...SHAPES, "text", "select", "wipe"];

/** Null for a word that names nothing. */
export function heldOf(value: unknown): Held | null {
  if (value === "hand") return value;
  return TOOLS.find((tool) => String(tool) === String(value)) ?? moreOf(value);
}

export function moreOf(value: unknown): More | null {
  return MORE.find((more) => more === value) ?? null;
}

export function isShape(held: Held): held is Shape {
  return SHAPES.some((shape) => shape === held);
}
