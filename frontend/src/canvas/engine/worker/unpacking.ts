/** The log that the painting worker reads, as it tells it. Without anything else, so that it can begin early. */

import type { Unpacked } from "./packer";

/** The part of a Worker that is used. */
export interface UnpackerPort {
  addEventListener(type: "message", listener: (event: MessageEvent<object>) => void): void;
  addEventListener(type: "error", listener: () => void): void;
}

/** Rejects where the worker fails. */
export function unpackedBy(worker: UnpackerPort): Promise<Unpacked> {
  const answer = new Promise<Unpacked>((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => {
      if ("packing" in data) resolve(data as Unpacked); // otherwise it is a tile
    });
    worker.addEventListener("error", () => reject(new Error("the worker is gone")));
  });
  answer.catch(() => {}); // it is told when it is waited for
  return answer;
}
