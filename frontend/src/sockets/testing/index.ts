/** For tests of what stands on the layer: both ends of a socket in hand, and a log's server. */

export { TestLink, TestLog } from "./log";
export { TestClock, TestPage, TestSocketPair, TestWire } from "./pair";
