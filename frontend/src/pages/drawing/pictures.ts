/** How pictures come to the paper: by a button, by pasting, by dropping them on it. */

import type { Placing } from "../../ui/drawing/placing";
import { isTyping } from "../../ui/drawing/shortcuts";
import type { Part } from "../../ui/later";
import type { Studio } from "./studio";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** `mouse`: where it is on the paper. */
export function connectPictures(
  { engine, paper, session }: Studio,
  placing: Part<Placing>,
  mouse: () => Place | null,
): void {
  const place = (files: FileList | null | undefined, at: Place | null): boolean => {
    if (!files || files.length === 0 || !session.mayDraw) return false;
    const chosen = [...files]; // a browser takes them back once the event is over
    placing.use((made) => made.place(chosen, at && engine.viewport.toPaper(at)));
    return true;
  };
  document.addEventListener("paste", (event) => {
    if (isTyping(event.target)) return;
    if (place(event.clipboardData?.files, mouse())) event.preventDefault();
  });
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // or the browser would leave the drawing for the file
    const { left, top } = paper.getBoundingClientRect();
    place(event.dataTransfer.files, { x: event.clientX - left, y: event.clientY - top });
  });
}
