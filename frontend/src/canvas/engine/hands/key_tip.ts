/** Where the hand without a pointer is: a cross, with a ring around it while the tool is down. */

import type { Place } from "./gestures";

const CROSS = "M16 3v9M16 20v9M3 16h9M20 16h9";
const RING = "M16 9a7 7 0 1 0 0 14a7 7 0 1 0 0-14";
/** Dark on light, so that it is seen on every ink. */
const LAYERS = ["edge", "line"];

export class KeyTip {
  readonly #element = made("svg", "key-tip");
  readonly #paths = LAYERS.map((layer) => made("path", layer));

  constructor(host: HTMLElement) {
    this.#element.setAttribute("viewBox", "0 0 32 32");
    this.#element.setAttribute("aria-hidden", "true");
    this.#element.append(...this.#paths);
    this.hide();
    host.append(this.#element);
  }

  show({ x, y }: Place, down: boolean): void {
    for (const path of this.#paths) path.setAttribute("d", down ? CROSS + RING : CROSS);
    this.#element.style.transform = `translate(${x - 16}px, ${y - 16}px)`;
    this.#element.style.visibility = "visible";
  }

  hide(): void {
    this.#element.style.visibility = "hidden";
  }
}

function made(name: "svg" | "path", part: string): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  element.setAttribute("class", part);
  return element;
}
