/** Starts the worker that paints, where the browser has what it needs. */

import address from "./painter.worker.ts?worker&url"; // no `import.meta`: this runs in no module

/**
 * `log`: addresses of a log, which it reads at once. They are its name: a message would reach it
 * only when the page has a moment for it.
 */
export function startPainting(log: readonly string[] = []): Worker | null {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") return null;
  const name = log.join(" ");
  try {
    return new Worker(address, { type: "module", name });
  } catch {
    return null; // forbidden here, as from a development server of another origin
  }
}
