/** What the server tells the page about the drawing that is replayed. */

import type { Addresses } from "../canvas/archive/archive";
import type { Participant } from "../canvas/messages";
import { LogRefused } from "./reading";

export interface ReplayData {
  readonly uid: string;
  readonly title: string;
  readonly head: number;
  /** ms since the epoch. */
  readonly created_at: number;
  readonly participants: readonly Participant[];
  readonly log: Addresses;
  /** The code that shows it on another page, where any may. */
  readonly embed: string | null;
  /** This is that other page. */
  readonly embedded: boolean;
  readonly urls: Readonly<Record<"drawing" | "replay" | "images" | "log_after", string>>;
}

/** The same, as it is now; throws where it cannot be had. */
export async function fetchReplayData(address: string): Promise<ReplayData> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new LogRefused(answer.status);
  return readReplayData(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

export function readReplayData(page: Document): ReplayData {
  const text = page.getElementById("page")?.textContent;
  if (!text) throw new Error("the page says nothing about its drawing");
  return JSON.parse(text) as ReplayData;
}
