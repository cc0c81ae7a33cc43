/** Has the log that the painting worker reads told. Without anything else, so that it can begin early. */

import type { Unpacked } from "./packer";

/** The part of a Worker that is used. */
export interface UnpackerPort {
  postMessage(message: { type: "unpack"; port: MessagePort }, transfer: Transferable[]): void;
  addEventListener(type: "error", listener: () => void): void;
}

/** Rejects where the worker fails. */
export function unpack(worker: UnpackerPort): Promise<Unpacked> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<Unpacked>((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<Unpacked>) => {
      port1.close();
      resolve(data);
    };
    worker.addEventListener("error", () => reject(new Error("the worker is gone")));
  });
  answer.catch(() => {}); // it is told when it is waited for
  worker.postMessage({ type: "unpack", port: port2 }, [port2]);
  return answer;
}
