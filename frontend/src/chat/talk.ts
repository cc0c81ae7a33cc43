/** All that was said in a room, read once over HTTP: for looking back, not for talking. */

import { type Line, parseAnswer } from "./messages";

/** Nothing where it cannot be had: talk is beside the drawing, not a condition for it. */
export async function fetchTalk(address: string): Promise<readonly Line[]> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    const told = answer.ok ? parseAnswer(await answer.json()) : null;
    return told?.type === "lines" ? told.lines : [];
  } catch {
    return [];
  }
}
