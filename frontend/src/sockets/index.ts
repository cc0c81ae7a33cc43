/** Channels and events: the browser's half. drawnby/sockets/README.md is the guide. */

export { Unanswered, type Why } from "./asks";
export { Channel, type ChannelHandlers } from "./channel";
export { type Entry, FrameError, type Json, type Refusal } from "./frames";
export { Presence, type PresenceDiff } from "./presence";
export { Socket, type SocketState } from "./socket";
export type { Clock, Page, SocketOptions, Wire } from "./surroundings";
