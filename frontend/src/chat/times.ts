/** When something was said: the time today, with the day before it otherwise. (pure) */

import { language } from "../ui/words";

// The browser's own region of the page's language: 17:42 here, 5:42 PM there.
const spoken = globalThis.navigator?.language.startsWith(language) ? navigator.language : language;
const clock = new Intl.DateTimeFormat(spoken, { hour: "numeric", minute: "2-digit" });
const dated = new Intl.DateTimeFormat(spoken, {
  day: "numeric",
  month: "short",
  hour: "numeric",
  minute: "2-digit",
});

/** Both ms since the epoch. */
export function timeWords(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return (isToday ? clock : dated).format(at);
}
