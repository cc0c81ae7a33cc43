/** Where the hand without a pointer is: a cross, with a ring around it while the tool is down. */

import type { Place } from "./gestures";

const SVG = "http://www.w3.org/2000/svg";
const CROSS = "M16 3v9M16 20v9M3 16h9M20 16h9";
const RING = "M16 9a7 7 0 1 0 0 14a7 7 0 1 0 0-14";

export class KeyTip {
  readonly #element: SVGSVGElement;
  readonly #ring: SVGGElement;

  constructor(host: HTMLElement) {
    this.#element = document.createElementNS(SVG, "svg");
    this.#element.setAttribute("class", "key-tip");
    this.#element.setAttribute("viewBox", "0 0 32 32");
    this.#element.setAttribute("aria-hidden", "true");
    this.#ring = outlined(RING);
    this.#element.append(outlined(CROSS), this.#ring);
    this.hide();
    host.append(this.#element);
  }

  show({ x, y }: Place, down: boolean): void {
    this.#element.style.transform = `translate(${x - 16}px, ${y - 16}px)`;
    this.#ring.style.visibility = down ? "inherit" : "hidden";
    this.#element.style.visibility = "visible";
  }

  hide(): void {
    this.#element.style.visibility = "hidden";
  }
}

/** Dark on light, so that it is seen on every ink. */
function outlined(d: string): SVGGElement {
  const group = document.createElementNS(SVG, "g");
  for (const layer of ["edge", "line"]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", layer);
    path.setAttribute("d", d);
    group.append(path);
  }
  return group;
}
