/** Native dialogs: closed by data-close, by Escape, by a click beside them. */

import { find, findAll } from "../elements";
import { closePopovers } from "./popovers";

/** What has to be there before a dialog opens: it calls `open` then. */
export type Prepare = (open: () => void) => void;

/** Lets every dialog be closed. */
export function wireDialogs(page: Document): void {
  for (const dialog of findAll(page, "dialog.dialog", HTMLDialogElement)) {
    closeBeside(dialog);
    for (const button of findAll(dialog, "[data-close]", HTMLElement)) {
      button.addEventListener("click", () => dialog.close());
    }
  }
}

/** `pressed`: by a key; where it is open already, one pressed that twice before it could open. */
export function openDialog(page: Document, id: string, pressed = false): void {
  closePopovers(page);
  const dialog = find(page, `#${id}`, HTMLDialogElement);
  const { activeElement } = page;
  if (!dialog.open) dialog.showModal();
  else if (pressed && activeElement instanceof HTMLElement) activeElement.click();
}

/** A click on the scrim closes; a selection that ends there does not. */
function closeBeside(dialog: HTMLDialogElement): void {
  let pressedBeside = false;
  dialog.addEventListener("pointerdown", (event) => {
    pressedBeside = event.target === dialog && isBeside(dialog, event);
  });
  dialog.addEventListener("click", (event) => {
    if (pressedBeside && event.target === dialog && isBeside(dialog, event)) dialog.close();
  });
}

function isBeside(dialog: HTMLDialogElement, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/** Asks before something that can't be taken back; `yes` runs on the one button that says so. */
export function confirmIn(dialog: HTMLDialogElement, yes: () => void): void {
  const button = find(dialog, "[data-confirm]", HTMLElement);
  button.addEventListener("click", () => {
    dialog.close();
    yes();
  });
}
