/** Keys → what they do. (pure, but for listenToShortcuts) */

import { BRUSH, ERASER, MARKER, PEN, PENCIL } from "../../canvas/strokes";
import type { Shelf } from "../shelf";
import type { Held } from "./held";

const SINGLES = "keys.single";

export type Command =
  | { readonly do: "take"; readonly held: Held }
  | { readonly do: "undo" | "redo" | "smaller" | "larger" }
  | { readonly do: "zoomIn" | "zoomOut" | "resetZoom" | "fit" }
  | { readonly do: "pickAll" | "pickColour" | "picture" | "chat" | "help" };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const TAKES: ReadonlyMap<string, Held> = new Map<string, Held>([
  ["p", PEN],
  ["n", PENCIL],
  ["b", BRUSH],
  ["m", MARKER],
  ["e", ERASER],
  ["h", "hand"],
  ["1", PEN],
  ["2", PENCIL],
  ["3", BRUSH],
  ["4", MARKER],
  ["5", ERASER],
  ["l", "line"],
  ["a", "arrow"],
  ["r", "rectangle"],
  ["o", "ellipse"],
  ["v", "select"],
  ["w", "wipe"],
  ["t", "text"],
]);

const PLAIN: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["[", { do: "smaller" }],
  ["]", { do: "larger" }],
  ["+", { do: "zoomIn" }],
  ["=", { do: "zoomIn" }],
  ["-", { do: "zoomOut" }],
  ["0", { do: "resetZoom" }],
  ["!", { do: "fit" }],
  ["c", { do: "chat" }],
  ["i", { do: "pickColour" }],
  ["g", { do: "picture" }],
  ["?", { do: "help" }],
]);

export function commandFor(press: KeyPress): Command | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.altKey) return bracket(key); // AltGr arrives as Ctrl and Alt together on Windows
  if (press.ctrlKey || press.metaKey) return withControl(key, press.shiftKey);
  const held = TAKES.get(key);
  return held !== undefined ? { do: "take", held } : (PLAIN.get(key) ?? null);
}

/** Brackets need Alt, or AltGr, on many keyboards. */
function bracket(key: string): Command | null {
  return key === "[" || key === "]" ? (PLAIN.get(key) ?? null) : null;
}

function withControl(key: string, shift: boolean): Command | null {
  if (key === "z") return { do: shift ? "redo" : "undo" };
  if (key === "y" && !shift) return { do: "redo" };
  if (key === "a" && !shift) return { do: "pickAll" };
  return null;
}

/** Whether a key means something to what is picked. */
export function isForPicked({ key, ctrlKey, metaKey }: KeyPress): boolean {
  if (ctrlKey || metaKey) return key.toLowerCase() === "d";
  return /^(Arrow|Delete$|Backspace$|Escape$)/.test(key);
}

const TYPED_INTO = "input:not([type=radio], [type=range], [type=checkbox]), textarea, select";

/** Whether keys belong to what has the focus: a field, or an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.matches(TYPED_INTO) || target.closest("dialog, [contenteditable=true]") !== null;
}

/** Whether single keys are shortcuts, as the person chose in the dialog about them. */
export function takesSingles(shelf: Shelf): boolean {
  return shelf.read(SINGLES) !== false;
}

export function chooseSingles(shelf: Shelf, singles: boolean): void {
  shelf.write(SINGLES, singles);
}

/** Whether it takes a single letter, digit or sign: speech input may say one by mistake. */
function isSingle({ ctrlKey, metaKey }: KeyPress): boolean {
  return !ctrlKey && !metaKey;
}

/** `singles`: whether single keys are shortcuts just now. */
export function listenToShortcuts(
  page: Document,
  run: (command: Command) => void,
  singles: () => boolean,
): void {
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
    if (page.querySelector("dialog[open]") || (isSingle(event) && !singles())) return;
    const command = commandFor(event);
    if (!command) return;
    event.preventDefault();
    run(command);
  });
}
