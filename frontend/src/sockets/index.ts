/** Channels and events: the browser's half. drawnby/sockets/README.md is the guide. */

export { Unanswered, type Why } from "./asks";
export { Channel, type ChannelHandlers } from "./channel";
export { type Entry, FrameError, type Json, type Refusal } from "./frames";
export {
  NumberedChannel,
  type NumberedHandlers,
  type NumberedOptions,
  type Own,
} from "./numbered/channel";
export { Delivery, type DeliveryOptions } from "./numbered/delivery";
export { type Applied, type Identified, Ledger, type Numbered } from "./numbered/ledger";
export type { Entry as NumberedEntry } from "./numbered/messages";
export { LogReader, type Question, type ReaderOptions } from "./numbered/reader";
export { Presence, type PresenceDiff } from "./presence";
export { Socket, type SocketState } from "./socket";
export type { Clock, Page, SocketOptions, Wire } from "./surroundings";
