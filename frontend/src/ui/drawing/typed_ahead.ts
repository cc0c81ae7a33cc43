/** Words typed before the field for them has come are kept in one out of sight, and are no shortcuts. */

/** `like`: what the field is called until then. */
export function typedAhead({ ariaLabel }: Element): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  field.className = "visually-hidden";
  field.ariaLabel = ariaLabel;
  document.body.append(field);
  field.focus({ preventScroll: true });
  return field;
}
