/** Says on the host what is painted, for tests and styles to see. */

import type { Sheet } from "./sheet/sheet";
import type { Viewport } from "./view/viewport";

/** `settled`: what is in sight is painted as it will stay. */
export function tell(host: HTMLElement, sheet: Sheet, view: Viewport, settled: boolean): void {
  say(host, "pending", sheet.pendingCount);
  if (!settled) return;
  say(host, "applied", sheet.head);
  say(host, "visible", sheet.visibleCount);
  say(host, "view", `${view.x} ${view.y} ${view.zoom}`);
}

function say({ dataset }: HTMLElement, what: string, value: number | string): void {
  if (dataset[what] !== String(value)) dataset[what] = String(value);
}
