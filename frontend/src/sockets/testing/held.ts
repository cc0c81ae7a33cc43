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

/** Of the test that runs: `beforeEach(anew)`. */
export let pair: TestSocketPair;
export let socket: Socket;

export function anew(): void {
  pair = new TestSocketPair();
  socket = new Socket("ws://here/socket", pair.options);
}

/** Connected if it was not yet, and on a channel. */
export function joined(name = "room-1", handle = 5) {
  const heard = handlers();
  const channel = socket.subscribe(name, heard);
  if (socket.state !== "open") pair.wire.connected();
  pair.wire.tell("subscribed", name, { handle });
  pair.wire.take();
  return { heard, channel };
}
