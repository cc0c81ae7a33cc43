/** The tray of tools: what is in the hand, how thick, which colour, undo and redo. */

import { find, findAll } from "../elements";
import { say } from "../words";
import { colourName, hasName, SWATCHES, toHex } from "./colour";
import { showFirstSwatch } from "./first_swatch";
import { type Held, heldOf, isShape } from "./held";
import { MoreTools } from "./more_tools";
import type { Grip } from "./pencase";
import { SizeSlider } from "./size_slider";

export interface TrayActions {
  take(held: Held): void;
  dip(color: number): void;
  resize(size: number): void;
  /** Something was chosen with a pointer: the keyboard belongs to the paper again. */
  picked(): void;
}

export class Tray {
  readonly #root: HTMLElement;
  readonly #actions: TrayActions;
  readonly #sliders: readonly SizeSlider[];
  readonly #more: MoreTools;
  #pointing = false;

  /** `colours` holds a second slider, for where the tray has no room for one. */
  constructor(root: HTMLElement, more: HTMLElement, colours: HTMLElement, actions: TrayActions) {
    this.#root = root;
    this.#actions = actions;
    this.#more = new MoreTools(find(root, ".more-tools-button", HTMLElement), more, actions);
    this.#sliders = [root, colours].flatMap((place) =>
      findAll(place, "input[type=range]", HTMLInputElement).map(
        (input) => new SizeSlider(input, (size) => actions.resize(size)),
      ),
    );
    root.addEventListener("pointerdown", () => this.#point(true), { capture: true });
    root.addEventListener("keydown", () => this.#point(false), { capture: true });
    root.addEventListener("change", (event) => this.#choose(event.target));
  }

  show(grip: Grip): void {
    this.#root.style.setProperty("--ink-colour", toHex(grip.color));
    showFirstSwatch(this.#root, grip.ink);
    this.#check("tool", String(grip.held));
    this.#check("swatch", toHex(grip.color));
    this.#more.show(grip);
    for (const input of findAll(this.#root, "input[name=tool]", HTMLInputElement)) {
      const draws = isShape(grip.held) && input.value === String(grip.tool);
      input.parentElement?.classList.toggle("lent", draws);
    }
    for (const slider of this.#sliders) slider.show(grip.size);
    this.#showColour(grip);
    this.#root.classList.toggle("hand-held", grip.held === "hand");
  }

  /** The buttons that open the colours show the colour; the plus only where no swatch does. */
  #showColour({ color, ink }: Grip): void {
    const name = say("colour.now", { colour: colourName(color) });
    find(this.#root, ".colour-button", HTMLElement).setAttribute("aria-label", name);
    const plus = find(this.#root, ".more-colours", HTMLElement);
    plus.classList.toggle("chosen", ![ink, ...SWATCHES.slice(1)].includes(color));
    plus.classList.toggle("nameless", !hasName(color));
  }

  #point(pointing: boolean): void {
    this.#pointing = pointing;
  }

  #choose(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement)) return;
    const held = target.name === "tool" ? heldOf(target.value) : null;
    if (held !== null) this.#actions.take(held);
    else if (target.name === "swatch")
      this.#actions.dip(Number.parseInt(target.value.slice(1), 16));
    if (this.#pointing) this.#actions.picked();
  }

  #check(name: string, value: string): void {
    for (const input of findAll(this.#root, `input[name=${name}]`, HTMLInputElement)) {
      input.checked = input.value === value;
    }
  }
}
