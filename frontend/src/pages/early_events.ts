/**
 * What is done on a page before its code has come is kept, to be done again once it is there: lines on
 * the paper, presses of buttons and keys, choices. Stands in the page itself (`{% inline_script %}`),
 * as a script that is no module.
 */

import type { EarlyEvent } from "../ui/early/events";

/** What a page may mean by them; the others are the browser's own. */
const KEYS = /^(.|Arrow.*|Page.*|Home|End|Enter|Escape|Delete|Backspace)$/;
const COMMANDS = /^[adyz]$/i;
const BUTTON = "button[type=button]:not([popovertarget])";
const WORKS_BY_ITSELF = "a, button, input, textarea, select";

const kept: EarlyEvent[] = [];
/** The one by which a button was pressed last. */
let buttonsKey = "";
/** Where pointers went down. */
const down = new Map<number, Element>();
const keeping = new AbortController();

keep(keepClick, "click");
keep(keepKey, "keydown", "keyup");
keep(keepChoice, "input", "change");
keep(keepPointer, "pointerdown", "pointermove", "pointerup", "pointercancel");
window.earlyEvents = () => {
  keeping.abort();
  return kept;
};

function keep(act: (event: never) => void, ...types: string[]): void {
  const options = { capture: true, signal: keeping.signal };
  for (const type of types) document.addEventListener(type, act as EventListener, options);
}

function keepClick(event: MouseEvent): void {
  const button = elementOf(event).closest<HTMLElement>(BUTTON);
  if (!button) return;
  const how = event.detail === 0 && { key: buttonsKey, bubbles: true, cancelable: true };
  // What was pressed before may have opened a field, and the key be for that.
  const again = () => (how && openedField() ? press("keydown", how) : button.click());
  kept.push({ event, again });
}

function keepKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = event;
  const meant = ctrlKey || metaKey ? COMMANDS : KEYS;
  if (altKey || !meant.test(key)) return;
  if (openedField() || (key === "Escape" && document.querySelector(":popover-open"))) return;
  if (/^( |Enter)$/.test(key) && elementOf(event).closest(WORKS_BY_ITSELF)) {
    buttonsKey = key;
    return;
  }
  event.preventDefault(); // or the page would scroll
  kept.push({ event, again: () => press(event.type, event) });
}

/** Where the focus is by then. */
function press(type: string, how: KeyboardEventInit): void {
  const { key = "", ctrlKey, metaKey } = how;
  const at = document.activeElement ?? document.body;
  const types = at.dispatchEvent(new KeyboardEvent(type, how)) && type === "keydown";
  const field = openedField();
  if (!types || !field || key.length > 1 || ctrlKey || metaKey) return;
  field.setRangeText(key, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
}

/** What is written in, if what was pressed before has opened something. */
function openedField(): HTMLInputElement | HTMLTextAreaElement | null {
  const at = document.activeElement;
  const isField = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
  return isField && at.selectionStart !== null ? at : null;
}

function keepChoice(event: Event): void {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  const { value, checked } = field; // which are shown anew when the code comes
  const again = () => {
    Object.assign(field, { value, checked });
    field.dispatchEvent(event);
  };
  kept.push({ event, again });
}

/** All the way of a pointer that went down on paper to be drawn on, or on a timeline. */
function keepPointer(event: PointerEvent): void {
  const { pointerId, type } = event;
  const place = type === "pointerdown" && elementOf(event).closest(".paper, .lane-field");
  if (place) down.set(pointerId, place);
  const on = down.get(pointerId);
  if (!on) return;
  if (type !== "pointerdown" && type !== "pointermove") down.delete(pointerId);
  kept.push({ event, again: () => on.dispatchEvent(event) });
}

function elementOf({ target }: Event): Element {
  return target instanceof Element ? target : document.documentElement;
}
