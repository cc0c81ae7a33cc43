/** What a form does beyond being sent: shows a password, and says that it is on its way. */

/** Buttons with `data-reveal` show the password field they name, and hide it again. */
export function revealPasswords(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>("[data-reveal]")) {
    const field = page.getElementById(button.dataset["reveal"] ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
  }
}

/** A form that is on its way is not sent twice, and its button shows it. */
export function showSending(page: Document): void {
  page.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLElement) || !button.classList.contains("button")) return;
    if (button.classList.contains("busy")) event.preventDefault();
    button.classList.add("busy");
  });
  // Back from the next page, the browser may show this one as it was left.
  window.addEventListener("pageshow", () => {
    for (const button of page.querySelectorAll(".button.busy")) button.classList.remove("busy");
  });
}
