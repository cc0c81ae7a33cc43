/** Popovers beside the buttons that open them, inside the window. On phones the style sheet makes them sheets. */

import { findAll } from "../elements";

const GAP = 12;
const EDGE = 16;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a panel of such a size goes: centred on its button, above or below, whichever has room. */
export function placeBeside(
  button: Box,
  panel: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
): { left: number; top: number } {
  const middle = button.left + button.width / 2 - panel.width / 2;
  const left = clamp(middle, EDGE, room.width - panel.width - EDGE);
  const below = button.top + button.height + GAP;
  const above = button.top - GAP - panel.height;
  const top = below + panel.height + EDGE <= room.height ? below : above;
  return { left, top: clamp(top, EDGE, room.height - panel.height - EDGE) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** Places every popover when it opens, keeps aria-expanded of its buttons true, closes it on a choice. */
export function wirePopovers(page: Document): void {
  for (const button of findAll(page, "[data-shows]", HTMLElement)) {
    button.addEventListener("click", () => showPopover(page, button.dataset["shows"] ?? ""));
  }
  for (const panel of findAll(page, "[popover].beside", HTMLElement)) {
    panel.addEventListener("toggle", (event) => {
      const open = (event as ToggleEvent).newState === "open";
      for (const button of openersOf(page, panel))
        button.setAttribute("aria-expanded", String(open));
    });
    // It has a size when it opens, and grows with an error in it.
    new ResizeObserver(() => place(panel, page)).observe(panel);
    panel.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest(".menu-item")) panel.hidePopover();
    });
  }
}

function showPopover(page: Document, id: string): void {
  closePopovers(page);
  page.getElementById(id)?.showPopover();
}

export function closePopovers(page: Document): void {
  for (const panel of findAll(page, "[popover].beside:popover-open", HTMLElement)) {
    panel.hidePopover();
  }
}

/** Keys are for what is open, if anything is. */
export function isSomethingOpen(page: Document): boolean {
  return page.querySelector("dialog[open], :popover-open:not(#toasts)") !== null;
}

function openersOf(page: Document, panel: HTMLElement): HTMLElement[] {
  return findAll(page, `[popovertarget="${panel.id}"]`, HTMLElement);
}

function place(panel: HTMLElement, page: Document): void {
  const openers = openersOf(page, panel);
  const opener = openers.find((button) => button.getClientRects().length > 0);
  if (!opener || !panel.matches(":popover-open")) return;
  const anchor = opener.closest(".float") ?? opener;
  const button = opener.getBoundingClientRect();
  const { top, height } = anchor.getBoundingClientRect();
  const size = { width: panel.offsetWidth, height: panel.offsetHeight };
  const room = { width: window.innerWidth, height: window.innerHeight };
  const at = placeBeside({ left: button.left, width: button.width, top, height }, size, room);
  panel.style.setProperty("--left", `${at.left}px`);
  panel.style.setProperty("--top", `${at.top}px`);
}
