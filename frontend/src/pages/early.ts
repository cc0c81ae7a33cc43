/**
 * What a page with a drawing begins with, before the rest of its code has come: the worker that
 * paints starts, and reads the log. It imports next to nothing, so that nothing is waited for.
 */

import { startPainting } from "../canvas/engine/worker/painting_worker";
import { unpack } from "../canvas/engine/worker/unpacking";

const told = document.getElementById("page")?.textContent;
const urls: readonly string[] = told ? JSON.parse(told).log.urls : [];

const started = told ? startPainting(urls) : null;
let failed = false;
started?.addEventListener("error", () => {
  failed = true;
});

/** The worker, unless it has failed already: whoever listens from now on would not hear of it. */
export const painting = (): Worker | null => (failed ? null : started);
/** Null: the page reads the log itself. */
export const unpacked = started && urls.length > 0 ? unpack(started) : null;
