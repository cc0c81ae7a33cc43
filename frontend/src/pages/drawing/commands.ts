/** What keys and buttons say, done. */

import type { Place } from "../../ui/drawing/colour_picker";
import { closePopovers } from "../../ui/drawing/popovers";
import type { Command } from "../../ui/drawing/shortcuts";
import type { Hand } from "./hand";
import type { Parts } from "./parts";
import { choosePictures } from "./pictures";
import type { Studio } from "./studio";

export interface Commanded {
  readonly parts: Parts;
  readonly hand: Hand;
  /** Where the mouse is on the paper. */
  mouse(): Place | null;
  toggleChat(): void;
  openDialog(name: string): void;
}

type Simple = Exclude<Command["do"], "take">;

export function commandsOf(
  { engine, paper, pencase, session, turns }: Studio,
  { parts: { placing, selection }, hand, mouse, toggleChat, openDialog }: Commanded,
): (command: Command) => void {
  /** Takes back what came last, `but` for these. */
  const undo = (but: readonly string[]): void => {
    selection.made?.settle(); // which may be what is undone
    if (!placing.made?.takeBack()) session.undo(but);
  };

  const redo = (): void => {
    if (placing.made?.placeAgain()) return;
    selection.made?.settle();
    session.redo();
  };

  const commands: Readonly<Record<Simple, () => void>> = {
    /** A file to be placed on the paper, where it can then be moved. */
    picture() {
      if (!session.mayDraw) return;
      closePopovers(document);
      paper.focus({ preventScroll: true }); // keys move what will lie there
      choosePictures((files) => {
        const { viewport } = engine;
        turns.use(placing, (made) => made.place(files, null, viewport));
      });
    },
    undo: () => turns.take(undo),
    redo: () => turns.take(redo),
    smaller: () => pencase.step(-1),
    larger: () => pencase.step(1),
    zoomIn: () => engine.zoomIn(),
    zoomOut: () => engine.zoomOut(),
    resetZoom: () => engine.resetZoom(),
    fit: () => engine.zoomTo("fit"),
    pickAll() {
      if (!session.mayDraw) return;
      hand.take("select");
      hand.withPicked((made) => made.pickAll());
    },
    chat: toggleChat,
    pickColour: () => hand.dropper.pick(mouse()),
    help: () => openDialog("shortcuts"),
  };

  return (command) => {
    if (command.do === "take") hand.take(command.held);
    else commands[command.do]();
  };
}
