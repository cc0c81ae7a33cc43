/** Native dialogs with a form in them: opened by buttons that say which, and for which thing. */

/**
 * A button with `data-dialog` opens that dialog, lets its form post to the button's `data-action`,
 * and puts its `data-title` into what shows or takes a title there.
 */
export function openDialogs(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>("[data-dialog]")) {
    const dialog = page.getElementById(button.dataset["dialog"] ?? "");
    if (!(dialog instanceof HTMLDialogElement)) continue;
    button.addEventListener("click", () => open(dialog, button.dataset));
  }
  for (const dialog of page.querySelectorAll("dialog")) {
    letClose(dialog);
    dialog.addEventListener("invalid", sayByItself, { capture: true });
  }
}

/** What is wrong with a field stands beside it: the browser's own words would cover that. */
function sayByItself(event: Event): void {
  event.preventDefault();
  (event.target as HTMLElement).focus();
}

function open(dialog: HTMLDialogElement, { action = "", title = "" }: DOMStringMap): void {
  const form = dialog.querySelector("form");
  if (form) form.action = action;
  for (const shown of dialog.querySelectorAll("[data-shows-title]")) shown.textContent = title;
  const field = dialog.querySelector<HTMLInputElement>("[data-takes-title]");
  if (field) field.value = title;
  for (const menu of document.querySelectorAll<HTMLElement>(":popover-open")) menu.hidePopover();
  dialog.showModal();
  field?.select();
}

function letClose(dialog: HTMLDialogElement): void {
  for (const button of dialog.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => dialog.close());
  }
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // on the scrim: the dialog's content fills it
  });
}
