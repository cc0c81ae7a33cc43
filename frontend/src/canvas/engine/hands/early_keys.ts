/** Keys that draw, before there is the code of the hand that they move: they wait, in order. */

const MEANT = /^(Arrow.*|Enter)$/;

export class EarlyKeys {
  readonly #host: HTMLElement;
  /** Null: they need not wait any more. */
  #waiting: KeyboardEvent[] | null = [];

  /** `draws`: whether keys do just now; `wanted`: that code is. */
  constructor(host: HTMLElement, draws: () => boolean, wanted: () => void) {
    this.#host = host;
    const keep = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const meant = MEANT.test(key) && !ctrlKey && !metaKey && !altKey;
      if (!this.#waiting || !meant || !draws()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#waiting.push(event);
      wanted();
    };
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
