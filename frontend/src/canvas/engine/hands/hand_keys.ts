/** Keys that mean something to the hand that draws. */

export interface DrawingHand {
  /** The Shift key is held: what is drawn is to be even. */
  even(held: boolean): void;
  /** What is being drawn was not meant; false where nothing is. */
  cancel(): boolean;
}

/** Listens to the window, which has the keys whatever has the focus. */
export function listenToHandKeys(hand: DrawingHand): void {
  const shift = ({ shiftKey }: KeyboardEvent): void => hand.even(shiftKey);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (hand.cancel()) event.preventDefault();
  };
  window.addEventListener("keydown", shift);
  window.addEventListener("keyup", shift);
  window.addEventListener("keydown", press);
}
