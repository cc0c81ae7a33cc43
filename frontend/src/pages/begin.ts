/**
 * What a page with a drawing begins with, before the rest of its code has come: the worker that
 * paints starts, and reads the log. Stands in the page itself (`{% inline_script %}`), as a script
 * that is no module, so that nothing is fetched before it; what it began is for `begun.ts` to say.
 */

import { startPainting } from "../canvas/engine/worker/painting_worker";
import { unpackedBy } from "../canvas/engine/worker/unpacking";

const told = document.getElementById("page")?.textContent;
const urls: readonly string[] = told ? JSON.parse(told).log.urls : [];

const started = told ? startPainting(urls) : null;
let failed = false;
started?.addEventListener("error", () => {
  failed = true;
});

window.begun = {
  painting: () => (failed ? null : started),
  unpacked: started && urls.length > 0 ? unpackedBy(started) : null,
};
