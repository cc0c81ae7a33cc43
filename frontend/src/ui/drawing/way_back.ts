/** The button that leads back to the drawing, for whoever sees nothing of it any more. */
export class WayBack {
  readonly #button: HTMLElement;

  constructor(button: HTMLElement, go: () => void) {
    this.#button = button;
    button.addEventListener("click", go);
  }

  /** It comes calmly, by its style, and cannot be reached while it is away. */
  offer(lost: boolean): void {
    this.#button.classList.toggle("offered", lost);
  }
}
