/** Which hand leads: a focus that scripts set is only shown to a keyboard. */
export function followFocus(page: Document): void {
  const root = page.documentElement.classList;
  page.addEventListener("keydown", ({ key }) => key === "Tab" && root.add("by-keyboard"), true);
  page.addEventListener("pointerdown", () => root.remove("by-keyboard"), true);
}
