/** Moments in words. (pure) */

import { language, region } from "../words";

const clock = new Intl.DateTimeFormat(region, { hour: "numeric", minute: "2-digit" });
const dated = new Intl.DateTimeFormat(region, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
});

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** 869 540 ms → 14:29. */
export function elapsedWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((n) =>
    String(n).padStart(2, "0"),
  );
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : parts.join(":").replace(/^0(\d)/, "$1");
}

/** The time of day; with the day where the drawing took more than one. ms since the epoch. */
export function clockWords(at: number, severalDays: boolean): string {
  return (severalDays ? dated : clock).format(at);
}

/** “5:41 – 6:04 PM”, or the one time where both are the same. */
export function clockSpan(from: number, to: number, severalDays: boolean): string {
  return (severalDays ? dated : clock).formatRange(from, to);
}

/** 7 200 000 ms → “2 hours”, in the largest unit that fits. */
export function spanWords(ms: number): string {
  const [unit, length] = UNITS.find(([, length]) => ms >= length) ?? (["second", 1_000] as const);
  const count = Math.max(1, Math.round(ms / length));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/** How long ago, as one says it: “8 min. ago”. */
export function agoWords(ms: number): string {
  const [unit, length] = UNITS.find(([, length]) => ms >= length) ?? (["second", 1_000] as const);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  return relative.format(-Math.round(Math.max(0, ms) / length), unit);
}
