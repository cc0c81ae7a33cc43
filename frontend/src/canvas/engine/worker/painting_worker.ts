/** Starts the worker that paints, where the browser has what it needs. */

export function startPainting(): Worker | null {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") return null;
  try {
    return new Worker(new URL("./painter.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return null; // forbidden here, as from a development server of another origin
  }
}
