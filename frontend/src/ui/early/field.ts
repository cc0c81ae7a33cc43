/** Words typed before the field for them has come are kept in one out of sight, and are no shortcuts. */

import { find } from "../elements";

/** `like`: what the field is called until then; `leave`: what Escape does beside leaving it. */
export function typedAhead({ ariaLabel }: Element, leave = (): void => {}): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  field.className = "typed-ahead";
  field.ariaLabel = ariaLabel;
  field.addEventListener("keydown", ({ key, isComposing }) => {
    if (key !== "Escape" || isComposing) return;
    toPaper();
    leave();
  });
  document.body.append(field);
  field.focus({ preventScroll: true });
  return field;
}

/** Whoever has not come to another field meanwhile goes on at the paper. */
export function takeAway(ahead: HTMLElement | null): void {
  if (ahead === document.activeElement) toPaper();
  ahead?.remove();
}

function toPaper(): void {
  find(document, "#paper", HTMLElement).focus({ preventScroll: true });
}
