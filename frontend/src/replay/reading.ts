/** The whole log over HTTP, for whoever looks without taking part. */

import type { FetchedArchive } from "../canvas/archive/fetched";
import { type Numbered, parseBinary } from "../canvas/messages";

/** The server answers, but not with the log: `status` says why. */
export class LogRefused extends Error {
  constructor(readonly status: number) {
    super(`the log is not there: ${status}`);
  }
}

/** Reads the log up to operation `head`; throws where it cannot be had. */
export async function readWhole(
  archive: Pick<FetchedArchive, "read">,
  /** Followed by the number of an operation: what came after it, a page. */
  after: string,
  head: number,
  progress: (share: number) => void,
): Promise<Numbered[]> {
  const log: Numbered[] = [];
  const add = (operations: readonly Numbered[]) => {
    for (const operation of operations) if (operation.seq <= head) log.push(operation);
    progress(log.length / Math.max(1, head));
  };
  for await (const operations of archive.read()) add(operations);
  while (log.length < head) {
    const page = await fetchPage(after + log.length);
    if (page.length === 0) break;
    add(page);
  }
  return log;
}

/** Operations of the log at an address; throws where they cannot be had. */
export async function fetchPage(address: string): Promise<readonly Numbered[]> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new LogRefused(answer.status);
  const told = parseBinary(new Uint8Array(await answer.arrayBuffer()));
  return told?.type === "operations" ? told.operations : [];
}
