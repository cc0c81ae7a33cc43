/** How pictures come to the paper from elsewhere: chosen, pasted, or dropped on it. */

import type { Placing } from "../../ui/drawing/placing";
import { isTyping } from "../../ui/drawing/shortcuts";
import { find } from "../../ui/elements";
import type { Part } from "../../ui/later";
import type { Studio } from "./studio";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** `mouse`: where it is on the paper. From the first moment: the browser would leave for a file. */
export function connectPictures(
  { engine, turns }: Studio,
  placing: Part<Placing>,
  mouse: () => Place | null,
): void {
  const take = (event: ClipboardEvent | DragEvent): void => {
    const dragged = "dataTransfer" in event;
    const carried = dragged ? event.dataTransfer : event.clipboardData;
    if (!carried?.types.includes("Files") || (!dragged && isTyping(event.target))) return;
    event.preventDefault();
    if (event.type === "dragover") return;
    const files = [...carried.files]; // a browser takes them back once the event is over
    const at = dragged ? event : mouse();
    const { viewport } = engine;
    turns.use(placing, (made) => made.place(files, at, viewport));
  };
  for (const name of ["paste", "dragover", "drop"] as const) document.addEventListener(name, take);
}

/** Asks for files at once: later, the browser would take it for the page's own idea, and refuse. */
export function choosePictures(take: (files: readonly File[]) => void): void {
  const field = find(document, "#pictures", HTMLInputElement);
  field.onchange = () => take([...(field.files ?? [])]);
  field.value = ""; // the same may be chosen again
  field.click();
}
