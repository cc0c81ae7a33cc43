/** Menus are native popovers; this only puts each one beside the button that opens it. */
const GAP = 8;

/** Place `menu` under its button, or above it where there is no room; within the window. */
export function placeBeside(button: Element, menu: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = from.bottom + GAP;
  const fits = below + height <= window.innerHeight;
  const left = Math.min(Math.max(from.right - width, GAP), window.innerWidth - width - GAP);
  menu.style.left = `${left}px`;
  menu.style.top = `${fits ? below : Math.max(from.top - height - GAP, GAP)}px`;
}

export function placeMenus(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>("[popovertarget]")) {
    const menu = page.getElementById(button.getAttribute("popovertarget") ?? "");
    menu?.addEventListener("toggle", () => {
      if (menu.matches(":popover-open")) placeBeside(button, menu);
    });
  }
}
