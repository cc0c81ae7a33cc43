/** What a session is made with. */

import type { Channel, ChannelHandlers } from "../sockets";
import type { Archive } from "./archive/archive";
import type { Clock } from "./clock";
import type { SessionListener } from "./listener";
import type { Right } from "./messages";
import type { Outbox } from "./outbox/outbox";
import type { Scene } from "./scene";

/** The part of a Socket that a session needs. */
export interface Subscribes {
  /** The code the last connection was closed with. */
  readonly closedCode: number | null;
  subscribe(name: string, handlers: ChannelHandlers): ChannelInUse;
}

export type ChannelInUse = Pick<Channel, "send" | "unsubscribe" | "presence">;

export interface SessionOptions {
  readonly socket: Subscribes;
  readonly uid: string;
  readonly scene: Scene;
  readonly listener: SessionListener;
  /** Where own work is kept until the server has it. */
  readonly outbox?: Outbox;
  /** Where the bulk of the log is to be had at first. */
  readonly archive?: Archive;
  /** The participant that the page, and the outbox, were made for. */
  readonly author?: number;
  /** What they may do, as far as the page knows: the server says it anew when it lets us in. */
  readonly right?: Right;
  readonly clock?: Clock;
}
