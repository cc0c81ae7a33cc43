/** Words as somebody types or pastes them, made such as may be kept. Pure. */

import { CONTROLS, DIRECTION_CONTROLS, INKED, MAX_CHARACTERS } from "./texts";

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const LONE_HALVES = /\p{Surrogate}/gu;

/**
 * What somebody wrote, as it may be kept: nothing that cannot be seen but lines and spaces, at most
 * so many characters; empty where there is nothing to read.
 */
export function cleanWords(written: string): string {
  const words = written
    .replace(LINE_ENDS, "\n")
    .replaceAll("\t", "    ")
    .replace(DIRECTION_CONTROLS, "")
    .replace(CONTROLS, "")
    .replace(LONE_HALVES, "\ufffd")
    .normalize("NFC");
  const kept = [...words].slice(0, MAX_CHARACTERS).join("").replace(/\s+$/, "");
  return INKED.test(kept) ? kept : "";
}
