/** A socket whose server is the test: what the tests of this folder begin with. */

import { vi } from "vitest";
import { Socket } from "../socket";
import { TestSocketPair } from "./pair";

export function handlers() {
  return {
    subscribed: vi.fn(),
    lost: vi.fn(),
    message: vi.fn(),
    refused: vi.fn(),
    presence: vi.fn(),
  };
}

export class Held {
  readonly pair = new TestSocketPair();
  readonly socket = new Socket("ws://here/socket", this.pair.options);

  /** Connected if it was not yet, and on a channel. */
  joined(name = "room-1", handle = 5) {
    const heard = handlers();
    const channel = this.socket.subscribe(name, heard);
    if (this.socket.state !== "open") this.pair.wire.connected();
    this.pair.wire.tell("subscribed", name, { handle });
    this.pair.wire.take();
    return { heard, channel };
  }
}
