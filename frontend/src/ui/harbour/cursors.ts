/** The named cursors on a sheet. Each rests where the style sheet puts it, and is moved from there. */
import type { Place } from "./schedule";
import { SHEET } from "./strokes";

export class Cursors {
  readonly #sheet: HTMLElement;
  readonly #cursors: readonly HTMLElement[];

  /** `sheet` holds the cursors, in the order of their people. */
  constructor(sheet: HTMLElement) {
    this.#sheet = sheet;
    this.#cursors = [...sheet.querySelectorAll<HTMLElement>(".cursor")];
  }

  move(person: number, { x, y }: Place): void {
    const cursor = this.#cursors[person];
    if (!cursor) return;
    const scale = this.#sheet.clientWidth / SHEET.width;
    cursor.style.translate = `${x * scale - cursor.offsetLeft}px ${y * scale - cursor.offsetTop}px`;
  }

  rest(): void {
    for (const cursor of this.#cursors) cursor.style.translate = "";
  }
}
