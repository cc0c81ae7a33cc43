/** Addresses in what people say: only of the web, exactly as they were written. (pure) */

export interface Said {
  readonly text: string;
  /** Where it leads; null where it is only words. */
  readonly href: string | null;
}

/** Up to a space, a quote, an angle bracket, or a sign that is not seen or turns writing around. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»\p{C}\u061c]+/giu;
/** What ends a sentence rather than an address. */
const ENDING = new Set(".,:;!?…'’*_~");
/** Closing ones, and what opens each. */
const BRACKETS = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

export function withLinks(text: string): Said[] {
  const said: Said[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const written = trimmed(found);
    const href = addressOf(written);
    if (href === null) continue;
    if (index > at) said.push({ text: text.slice(at, index), href: null });
    said.push({ text: written, href });
    at = index + written.length;
  }
  if (at < text.length) said.push({ text: text.slice(at), href: null });
  return said;
}

/** Without what ends the sentence, and without brackets that were opened before it. */
function trimmed(found: string): string {
  const strays = new Map<string, number>();
  for (const [closing, opening] of BRACKETS) {
    strays.set(closing, count(found, closing) - count(found, opening));
  }
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    const stray = strays.get(last) ?? 0;
    if (stray > 0) strays.set(last, stray - 1);
    else if (!ENDING.has(last)) break;
  }
  return found.slice(0, end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Null for what is no address, or hides where it leads behind a name before an @. */
function addressOf(written: string): string | null {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (!url || !["http:", "https:"].includes(url.protocol)) return null;
  return url.username || url.password || !/\w/.test(url.hostname) ? null : url.href;
}
