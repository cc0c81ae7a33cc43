/** When something was said: the time today, with the day before it otherwise. (pure) */

import { region } from "../ui/words";

const clock = new Intl.DateTimeFormat(region, { hour: "numeric", minute: "2-digit" });
const dated = new Intl.DateTimeFormat(region, {
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
