/** Says on the host what is painted, for tests and styles to see. */

import type { Sheet } from "./sheet/sheet";
import type { Viewport } from "./view/viewport";

type What = "pending" | "applied" | "visible" | "view";

export class Told {
  readonly #host: HTMLElement;
  /** To ask the host would take longer. */
  readonly #said: Partial<Record<What, number | string>> = {};
  #view: Viewport | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** `settled`: what is in sight is painted as it will stay. */
  tell(sheet: Sheet, view: Viewport, settled: boolean): void {
    this.#say("pending", sheet.pendingCount);
    if (!settled) return;
    this.#say("applied", sheet.head);
    this.#say("visible", sheet.visibleCount);
    if (view === this.#view) return;
    this.#view = view;
    this.#say("view", `${view.x} ${view.y} ${view.zoom}`);
  }

  #say(what: What, value: number | string): void {
    if (this.#said[what] === value) return;
    this.#said[what] = value;
    this.#host.dataset[what] = String(value);
  }
}
