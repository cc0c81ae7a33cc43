/** What a replay's link says after the #: where to begin, and what part to play. (pure) */

export interface Start {
  /** The moment, seconds of the replay. */
  readonly t?: number;
  /** It was shown standing still. */
  readonly paused?: true;
  /** The moment, ms since 1970. */
  readonly at?: number;
  /** The moment a stroke begins, by its id. */
  readonly stroke?: string;
  /** Only what came after this number is played. */
  readonly since?: number;
}

/** Whatever is no start is left out: a link may be cut short or made up. */
export function parseStart(hash: string): Start {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const t = number(asked.get("t"));
  const at = /^\d{12,14}$/.test(asked.get("at") ?? "") ? Number(asked.get("at")) : null;
  const since = number(asked.get("since"));
  const stroke = asked.get("stroke") ?? "";
  return {
    ...(t !== null && { t, ...(asked.has("paused") && { paused: true as const }) }),
    ...(at !== null && { at }),
    ...(/^[0-9a-f]{32}$/.test(stroke) && { stroke }),
    ...(since !== null && Number.isSafeInteger(since) && { since }),
  };
}

/** `time`: ms of the replay; what has happened by then will have happened at the link's moment. */
export function momentHash(time: number, playing: boolean): string {
  return `#t=${Math.ceil(Math.max(0, time) / 10) / 100}${playing ? "" : "&paused"}`;
}

function number(text: string | null): number | null {
  return text !== null && /^\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : null;
}
