/** The theme is the browser's, not the person's: a cookie, so that the server's first byte already has it. */
export type Theme = "auto" | "light" | "dark";

const YEAR = 365 * 24 * 3600;

export function chooseTheme(page: Document, theme: Theme): void {
  page.documentElement.dataset["theme"] = theme;
  page.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
  for (const button of page.querySelectorAll<HTMLElement>("[data-choose-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset["chooseTheme"] === theme));
  }
}

/** Makes every button with `data-choose-theme` do what it says. */
export function offerThemes(page: Document): void {
  page.addEventListener("click", ({ target }) => pressTheme(page, target));
}

/** Something was pressed, which may be such a button. */
export function pressTheme(page: Document, target: EventTarget | null): void {
  if (!(target instanceof Element)) return;
  const button = target.closest<HTMLElement>("[data-choose-theme]");
  if (button) chooseTheme(page, button.dataset["chooseTheme"] as Theme);
}
