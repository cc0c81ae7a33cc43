/**
 * Keys that draw, before there is the code of the hand that they move: they wait, in order. What was
 * begun with them is not meant any more once Escape is pressed, or the paper is left.
 */

const MEANT = /^(Arrow.*|Enter)$/;

export class EarlyKeys {
  readonly #host: HTMLElement;
  /** Null: they need not wait any more. */
  #waiting: KeyboardEvent[] | null = [];

  /** `draws`: whether keys do just now; `wanted`: that code is, and where it cannot be had, to `forget`. */
  constructor(host: HTMLElement, draws: () => boolean, wanted: (forget: () => void) => void) {
    this.#host = host;
    const forget = (): void => {
      this.#waiting?.splice(0);
    };
    const keep = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const waiting = this.#waiting ?? [];
      const takesBack = key === "Escape" && waiting.length > 0;
      const meant = MEANT.test(key) && !ctrlKey && !metaKey && !altKey;
      if (!this.#waiting || !(takesBack || (meant && draws()))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (takesBack) forget();
      else if (waiting.push(event) === 1) wanted(forget);
    };
    host.addEventListener("blur", forget);
    for (const type of ["keydown", "keyup"] as const) {
      host.addEventListener(type, keep, { capture: true });
    }
  }

  /** Presses them again: now they are heard. */
  release(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const event of waiting) this.#host.dispatchEvent(new KeyboardEvent(event.type, event));
  }
}
