/** What the person's hand does: takes up tools, dips them in colours, does what keys and buttons say. */

import { around } from "../../canvas/engine/around";
import { Awaited } from "../../canvas/engine/hands/awaited";
import type { Implement } from "../../canvas/engine/hands/implement";
import { Tap } from "../../canvas/engine/hands/tap";
import { middleOf } from "../../ui/drawing/colour";
import type { ColourPicker, Place } from "../../ui/drawing/colour_picker";
import { type Held, isShape } from "../../ui/drawing/held";
import type { Grip } from "../../ui/drawing/pencase";
import { closePopovers, isSomethingOpen } from "../../ui/drawing/popovers";
import type { Selection } from "../../ui/drawing/selection";
import { type Command, isForPicked, isTyping } from "../../ui/drawing/shortcuts";
import type { Tray } from "../../ui/drawing/tray";
import { takeAway, typedAhead } from "../../ui/drawing/typed_ahead";
import type { Writing } from "../../ui/drawing/writing";
import type { Part } from "../../ui/later";
import type { Parts } from "./parts";
import { choosePictures } from "./pictures";
import type { Studio } from "./studio";

export interface Beside {
  readonly parts: Parts;
  readonly tray: Tray;
  /** Where the mouse is on the paper. */
  mouse(): Place | null;
  toggleChat(): void;
  openDialog(name: string): void;
}

export class Hand {
  readonly #studio: Studio;
  readonly #beside: Beside;
  readonly #quill: Tap;
  readonly #dropper: Tap;
  /** The dropper is in the hand, in place of this: what shows the colour under it has not come. */
  #dips: Held | null = null;
  /** What was taken up before its code had come. */
  #ahead: { readonly part: Part<unknown>; readonly awaited: Awaited }[] = [];

  constructor(studio: Studio, beside: Beside) {
    this.#studio = studio;
    this.#beside = beside;
    const { writing } = beside.parts;
    this.#quill = new Tap(
      () => !writing.made?.ends(),
      (at) => this.#write((made, words) => made.tap(at, words)),
    );
    this.#dropper = new Tap(
      () => true,
      (at) => this.#dipAt(studio.engine.viewport.toScreen(at)),
      "crosshair",
    );
    window.addEventListener("keydown", (event) => this.#press(event), { capture: true });
  }

  hold(grip: Grip): void {
    const { engine } = this.#studio;
    const { parts, tray } = this.#beside;
    if (grip.held !== this.#dips) {
      this.#dips = null;
      this.#takeUp(grip);
    }
    engine.hands.setColor(grip.color);
    engine.hands.setSize(grip.size);
    engine.hands.setOpacity(grip.opacity);
    tray.show(grip);
    parts.colours.made?.show(grip);
    parts.selection.made?.hold(grip.held === "select");
    if (grip.held === "text") parts.writing.made?.dip();
    else parts.writing.made?.finish();
  }

  /** A colour for the pen, and for what is picked. */
  dip(color: number): void {
    this.#studio.pencase.dip(color);
    this.#withPicked((selection) => selection.recolour(color));
  }

  /** From the paper, beginning where the mouse is. Until the code for it has come, where one taps. */
  pickColour(at: Place | null = this.#beside.mouse()): void {
    const { engine, pencase } = this.#studio;
    const { picker } = this.#beside.parts;
    closePopovers(document);
    if (!engine.hands.enabled || engine.hands.pen.down) return;
    if (picker.made) {
      picker.made.start(at);
      return;
    }
    this.#dips = pencase.grip.held;
    engine.hands.setTool(pencase.grip.tool, this.#dropper);
    picker.use(
      (made) => this.#pickWith(made, at),
      () => this.#layDropper(),
    );
  }

  /** No colour is wanted any more. */
  leaveColour(): void {
    this.#beside.parts.picker.made?.close();
    this.#layDropper();
  }

  /** A file to be placed on the paper, where it can then be moved. */
  choosePicture(): void {
    if (!this.#studio.session.mayDraw) return;
    closePopovers(document);
    this.#studio.engine.host.focus({ preventScroll: true }); // keys move what will lie there
    choosePictures((files) => this.#beside.parts.placing.use((made) => made.place(files, null)));
  }

  /** The page, or the person, goes on to something else: what was begun is done. */
  settle(): void {
    this.#beside.parts.writing.made?.finish();
    this.#beside.parts.selection.made?.settle();
  }

  run(command: Command): void {
    if (command.do === "take") this.#take(command.held);
    else this.#commands[command.do]();
  }

  readonly #commands: Readonly<Record<Exclude<Command["do"], "take">, () => void>> = {
    picture: () => this.choosePicture(),
    undo: () => this.#inTurn(() => this.#undo()),
    redo: () => {
      this.#inTurn(() => {
        if (this.#beside.parts.placing.made?.placeAgain()) return;
        this.#beside.parts.selection.made?.settle();
        this.#studio.session.redo();
      });
    },
    smaller: () => this.#studio.pencase.step(-1),
    larger: () => this.#studio.pencase.step(1),
    zoomIn: () => this.#studio.engine.zoomIn(),
    zoomOut: () => this.#studio.engine.zoomOut(),
    resetZoom: () => this.#studio.engine.resetZoom(),
    fit: () => this.#studio.engine.zoomTo("fit"),
    pickAll: () => {
      if (!this.#studio.session.mayDraw) return;
      this.#studio.pencase.take("select");
      this.#withPicked((selection) => selection.pickAll());
    },
    chat: () => this.#beside.toggleChat(),
    pickColour: () => this.pickColour(),
    help: () => this.#beside.openDialog("shortcuts"),
  };

  /** As it is now: what waits for its code has changed nothing yet. */
  #dipAt(place: Place): void {
    this.#layDropper();
    this.dip(middleOf(around(this.#studio.engine, place, 1).getImageData(0, 0, 1, 1)));
  }

  /** Unless that was tapped already, or nobody wants it any more. */
  #pickWith(picker: ColourPicker, at: Place | null): void {
    if (this.#dropper.down) this.#dropper.lift();
    if (this.#dips !== null) picker.start(at);
    this.#layDropper();
  }

  #undo(): void {
    this.#beside.parts.selection.made?.settle(); // which may be what is undone
    if (this.#beside.parts.placing.made?.takeBack()) return;
    this.#studio.session.undo();
  }

  #layDropper(): void {
    if (this.#dips === null) return;
    this.#dips = null;
    this.#takeUp(this.#studio.pencase.grip);
  }

  #takeUp({ held, tool }: Grip): void {
    const { engine } = this.#studio;
    const { parts } = this.#beside;
    if (isShape(held)) {
      this.#begin(parts.shaper, (shaper) => {
        shaper.shape = held;
        return shaper;
      });
    } else if (held === "select") {
      this.#begin(parts.selection, (selection) => {
        selection.hold(true);
        return selection.selector;
      });
    } else if (held === "wipe") this.#begin(parts.wiper, (wiper) => wiper);
    else if (held === "text") engine.hands.setTool(tool, this.#quill);
    else engine.hands.setTool(held);
  }

  /** What is done before its code has come is done then; where that cannot be had, the hand is empty. */
  #begin<Made>(part: Part<Made>, implementOf: (made: Made) => Implement): void {
    const { engine, pencase } = this.#studio;
    const { grip } = pencase;
    const awaited = new Awaited();
    const ahead = { part, awaited };
    const come = () => this.#ahead.splice(this.#ahead.indexOf(ahead), 1);
    this.#ahead.push(ahead);
    engine.hands.setTool(grip.tool, awaited);
    part.use(
      (made) => {
        const implement = implementOf(made);
        come();
        awaited.come(implement);
        const { held } = pencase.grip;
        if (held === grip.held) engine.hands.setTool(grip.tool, implement);
        else this.#beside.parts.selection.made?.hold(held === "select");
      },
      () => {
        come();
        if (pencase.grip.held === grip.held) engine.hands.setTool("hand");
      },
    );
  }

  /** After all that was begun before it and waits for its code. */
  #inTurn(act: () => void): void {
    const { keyHand, papers, placing, writing } = this.#beside.parts;
    const parts: readonly Part<unknown>[] = [placing, papers, writing, keyHand];
    const turn = parts
      .filter(({ awaited }) => awaited)
      .reduce((next, part) => () => part.use(next, next), act);
    const ahead = this.#ahead.findLast(({ awaited }) => awaited.begun);
    if (ahead) ahead.awaited.afterwards(turn);
    else turn();
  }

  /** Does something to what is picked, or will be once the code for that has come. */
  #withPicked(act: (selection: Selection) => void): void {
    if (this.#studio.pencase.grip.held !== "select") return;
    const { selection } = this.#beside.parts;
    const use = () => selection.made && act(selection.made);
    const ahead = this.#aheadOf(selection);
    if (ahead) ahead.afterwards(use);
    else use();
  }

  #aheadOf(part: Part<unknown>): Awaited | undefined {
    const ahead = this.#ahead.filter((one) => one.part === part).map(({ awaited }) => awaited);
    return ahead.findLast(({ begun }) => begun) ?? ahead.at(-1);
  }

  #press(event: KeyboardEvent): void {
    if (isTyping(event.target) || isSomethingOpen(document) || !this.#takesAhead(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether a key is for what will hear it once its code has come. */
  #takesAhead(event: KeyboardEvent): boolean {
    const { selection } = this.#beside.parts;
    if (event.key === "Escape" && this.#dips !== null) {
      this.#layDropper();
      return true;
    }
    const picks = this.#aheadOf(selection);
    if (!picks?.begun || picks.down || this.#studio.pencase.grip.held !== "select") return false;
    if (isForPicked(event)) this.#withPicked((made) => made.follow(event));
    return isForPicked(event);
  }

  /** What is typed before there is a field on the paper stands in it, and whoever left it meanwhile has left. */
  #write(begin: (writing: Writing, words: string) => void): void {
    const { paper, pencase } = this.#studio;
    const { writing } = this.#beside.parts;
    const ahead = writing.made ? null : typedAhead(paper);
    writing.use(
      (made) => {
        const at = document.activeElement;
        const left = ahead && at !== ahead;
        begin(made, ahead?.value ?? "");
        takeAway(ahead);
        if (!left && pencase.grip.held === "text") return;
        made.finish();
        if (at instanceof HTMLElement) at.focus({ preventScroll: true });
      },
      () => takeAway(ahead),
    );
  }

  /** The key of the text tool, pressed again, writes in the middle of what is seen. */
  #take(held: Grip["held"]): void {
    const { pencase } = this.#studio;
    const again = held === "text" && pencase.grip.held === "text";
    pencase.take(held);
    if (again) this.#write((made, words) => made.writeInTheMiddle(words));
  }
}
