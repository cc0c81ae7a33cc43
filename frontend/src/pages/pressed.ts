/**
 * What is pressed before the code of a page has come is kept, to be pressed again once it is there.
 * Stands in the page itself (`{% inline_script %}`), as a script that is no module.
 */

import type { Pressed } from "../ui/pressed";

/** What a page may mean by it; the others are the browser's own. */
const KEYS = /^(.|Arrow.*|Page.*|Home|End)$/;
const WORKS_BY_ITSELF = "a, button, input, textarea, select";

const kept: Pressed[] = [];
const keeping = new AbortController();
const options = { capture: true, signal: keeping.signal };

document.addEventListener("click", keepClick, options);
document.addEventListener("keydown", keepKey, options);
window.pressed = () => {
  keeping.abort();
  return kept;
};

function keepClick(event: MouseEvent): void {
  const button = elementOf(event).closest<HTMLElement>("button[type=button]:not([popovertarget])");
  if (button) kept.push({ event, again: () => button.click() });
}

function keepKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || !KEYS.test(key)) return;
  if (key === " " && elementOf(event).closest(WORKS_BY_ITSELF)) return;
  event.preventDefault(); // or the page would scroll
  kept.push({ event, again: () => event.target?.dispatchEvent(event) });
}

function elementOf({ target }: Event): Element {
  return target instanceof Element ? target : document.documentElement;
}
