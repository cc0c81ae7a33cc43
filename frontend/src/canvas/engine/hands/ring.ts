/**
 * The ring under the pointer: how wide the pen will draw.
 *
 * Under a mouse it is the cursor itself, which costs the page nothing and is never behind; an element
 * where browsers take no cursor so large, and under pens, which have none.
 */

const SMALLEST = 4; // CSS pixels
/** Below this the ring is too small to be seen, and has a cross around it. */
const STANDS_ALONE = 12;
/** From here on browsers show another cursor instead. */
const LARGEST_CURSOR = 128;
const RIM = 2;
const ARM = 5;

export class SizeRing {
  readonly #element: HTMLElement;
  #diameter = 0;
  #seen = true;

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
    if (this.#diameter === Math.max(SMALLEST, diameter)) return;
    this.#diameter = Math.max(SMALLEST, diameter);
    this.#element.style.width = `${this.#diameter}px`;
    this.#element.style.height = `${this.#diameter}px`;
  }

  /** What the host's cursor is to be. */
  get cursor(): string {
    return this.#isCursor ? cursorOf(Math.round(this.#diameter)) : "none";
  }

  moveTo(x: number, y: number, kind: string): void {
    if (kind === "mouse" && this.#isCursor) {
      this.hide();
      return;
    }
    const half = this.#diameter / 2;
    this.#element.style.transform = `translate(${x - half}px, ${y - half}px)`;
    this.#show(true);
  }

  hide(): void {
    this.#show(false);
  }

  #show(seen: boolean): void {
    if (seen === this.#seen) return; // to ask the element takes longer
    this.#seen = seen;
    this.#element.style.visibility = seen ? "visible" : "hidden";
  }

  get #isCursor(): boolean {
    return Math.round(this.#diameter) + 2 * RIM <= LARGEST_CURSOR;
  }
}

/** A ring as a cursor of CSS; dark on light, so that it is seen on every ink. */
export function cursorOf(diameter: number): string {
  const radius = diameter / 2 - 0.5;
  const cross = diameter < STANDS_ALONE;
  const middle = radius + RIM + 0.5 + (cross ? ARM + RIM : 0);
  const path = `${circle(middle, radius)}${cross ? arms(middle, radius + RIM + 1) : ""}`;
  const side = Math.ceil(2 * middle);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" fill="none">` +
    `<path d="${path}" stroke="#fff" stroke-opacity=".7" stroke-width="3"/>` +
    `<path d="${path}" stroke="#565a66"/></svg>`;
  const spot = Math.round(middle);
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}") ${spot} ${spot}, crosshair`;
}

function circle(middle: number, radius: number): string {
  const arc = `a${radius} ${radius} 0 1 0`;
  return `M${middle - radius} ${middle}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0`;
}

function arms(middle: number, from: number): string {
  const [near, far] = [middle - from, middle + from];
  return (
    `M${middle} ${near}v${-ARM}M${middle} ${far}v${ARM}` +
    `M${near} ${middle}h${-ARM}M${far} ${middle}h${ARM}`
  );
}
