/** The ring under the pointer: how wide the pen will draw. */

const SMALLEST = 4; // CSS pixels
/** From here on the ring is plain enough to stand in for the arrow. */
const STANDS_ALONE = 12;

export class SizeRing {
  readonly #element: HTMLElement;
  #diameter = 0;

  constructor(host: HTMLElement) {
    this.#element = document.createElement("div");
    this.#element.className = "size-ring";
    this.#element.setAttribute("aria-hidden", "true");
    Object.assign(this.#element.style, {
      position: "absolute",
      left: "0",
      top: "0",
      border: "1px solid var(--ink-2, #565a66)",
      borderRadius: "50%",
      boxShadow: "0 0 0 1px rgb(255 255 255 / .7), inset 0 0 0 1px rgb(255 255 255 / .7)",
      boxSizing: "border-box",
      pointerEvents: "none",
      willChange: "transform",
    });
    this.hide();
    host.append(this.#element);
  }

  /** CSS pixels. */
  set diameter(diameter: number) {
    this.#diameter = Math.max(SMALLEST, diameter);
    this.#element.style.width = `${this.#diameter}px`;
    this.#element.style.height = `${this.#diameter}px`;
  }

  get standsAlone(): boolean {
    return this.#diameter >= STANDS_ALONE;
  }

  moveTo(x: number, y: number): void {
    const half = this.#diameter / 2;
    this.#element.style.transform = `translate(${x - half}px, ${y - half}px)`;
    this.#element.style.visibility = "visible";
  }

  hide(): void {
    this.#element.style.visibility = "hidden";
  }

  remove(): void {
    this.#element.remove();
  }
}
