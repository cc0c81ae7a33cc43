/** What the person's hand does: takes up tools, dips them in colours, does what keys and buttons say. */

import { Awaited } from "../../canvas/engine/hands/awaited";
import type { Implement } from "../../canvas/engine/hands/implement";
import { Tap } from "../../canvas/engine/hands/tap";
import type { Place } from "../../ui/drawing/colour_picker";
import { isShape } from "../../ui/drawing/held";
import type { Grip } from "../../ui/drawing/pencase";
import { closePopovers } from "../../ui/drawing/popovers";
import type { Command } from "../../ui/drawing/shortcuts";
import type { Tray } from "../../ui/drawing/tray";
import { takeAway, typedAhead } from "../../ui/drawing/typed_ahead";
import type { Writing } from "../../ui/drawing/writing";
import type { Part } from "../../ui/later";
import type { Parts } from "./parts";
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

  constructor(studio: Studio, beside: Beside) {
    this.#studio = studio;
    this.#beside = beside;
    const { writing } = beside.parts;
    this.#quill = new Tap(
      () => !writing.made?.ends(),
      (at) => this.#write((made, words) => made.tap(at, words)),
    );
  }

  hold(grip: Grip): void {
    const { engine } = this.#studio;
    const { parts, tray } = this.#beside;
    this.#takeUp(grip);
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
    this.#beside.parts.selection.made?.recolour(color);
  }

  /** From the paper, beginning where the mouse is; `wanted`: still, when the code for it has come. */
  pickColour(at: Place | null = this.#beside.mouse(), wanted = () => true): void {
    const { engine } = this.#studio;
    closePopovers(document);
    if (engine.hands.enabled && !engine.hands.pen.down) {
      this.#beside.parts.picker.use((picker) => wanted() && picker.start(at));
    }
  }

  /** A file to be placed on the paper, where it can then be moved. */
  choosePicture(): void {
    if (!this.#studio.session.mayDraw) return;
    closePopovers(document);
    this.#studio.engine.host.focus({ preventScroll: true }); // keys move what will lie there
    this.#beside.parts.placing.use((placing) => placing.choose());
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
    undo: () => {
      if (this.#beside.parts.placing.made?.takeBack()) return;
      this.#beside.parts.selection.made?.settle();
      this.#studio.session.undo();
    },
    redo: () => {
      this.#beside.parts.selection.made?.settle();
      this.#studio.session.redo();
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
      this.#beside.parts.selection.use((selection) => selection.pickAll());
    },
    chat: () => this.#beside.toggleChat(),
    pickColour: () => this.pickColour(),
    help: () => this.#beside.openDialog("shortcuts"),
  };

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
    engine.hands.setTool(grip.tool, awaited);
    part.use(
      (made) => {
        const implement = implementOf(made);
        awaited.come(implement);
        const { held } = pencase.grip;
        if (held === grip.held) engine.hands.setTool(grip.tool, implement);
        else this.#beside.parts.selection.made?.hold(held === "select");
      },
      () => pencase.grip.held === grip.held && engine.hands.setTool("hand"),
    );
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
