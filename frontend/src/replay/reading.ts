/** The log over HTTP, for whoever looks without taking part. */

import { type Numbered, parseBinary } from "../canvas/messages";

export interface LogPlaces {
  /** Addresses of the log's full thousands, in order, that never change. */
  readonly urls: readonly string[];
}

/** Reads the log up to operation `head`; throws where it cannot be had. */
export async function readLog(
  { urls }: LogPlaces,
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
  const spans = urls.map((url) => fetchOperations(url).catch(() => null));
  for (const span of spans) {
    const operations = await span;
    if (!operations) break; // not to be had in one piece: page by page then
    add(operations);
  }
  while (log.length < head) {
    const page = await fetchOperations(after + log.length);
    if (page.length === 0) break;
    add(page);
  }
  return log;
}

async function fetchOperations(address: string): Promise<Numbered[]> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`the log is not there: ${answer.status}`);
  const told = parseBinary(new Uint8Array(await answer.arrayBuffer()));
  return told?.type === "operations" ? told.operations : [];
}
