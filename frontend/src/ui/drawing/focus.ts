/** Which hand leads: a focus that scripts set is only shown to a keyboard. And where it goes back to. */
export function followFocus(page: Document): void {
  const root = page.documentElement.classList;
  page.addEventListener("keydown", ({ key }) => key === "Tab" && root.add("by-keyboard"), true);
  page.addEventListener("pointerdown", () => root.remove("by-keyboard"), true);
}

/** The first that is shown: where there is no room, buttons stand in menus. */
export function focusFirst(elements: readonly HTMLElement[]): void {
  elements.find((element) => element.getClientRects().length > 0)?.focus();
}
