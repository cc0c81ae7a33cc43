/** What the save status says. (pure) */

import type { SaveStatus } from "../../canvas/session";
import { say } from "../words";

export interface StatusWords {
  readonly text: string;
  /** Where there is little room. */
  readonly short?: string;
  readonly icon: string;
  readonly tone: "ok" | "warn" | "danger" | "";
}

/** `opened`: the drawing has been seen since the page came up. */
export function statusWords(status: SaveStatus, opened: boolean): StatusWords {
  switch (status.kind) {
    case "saved":
      return { text: say("status.saved"), icon: "check", tone: "ok" };
    case "saving":
      return { text: say("status.saving"), icon: "refresh-cw", tone: "" };
    case "waiting":
      return {
        text: say(`status.${status.what}Waiting`, { count: status.count }),
        short: say("status.waitingShort", { count: status.count }),
        icon: "cloud-off",
        tone: "warn",
      };
    case "watching":
      return { text: say("status.watching"), icon: "eye", tone: "" };
    case "connecting":
      return opened
        ? { text: say("status.connecting"), icon: "cloud-off", tone: "warn" }
        : { text: say("status.opening"), icon: "refresh-cw", tone: "" };
    case "restarting":
      return { text: say("status.restarting"), icon: "refresh-cw", tone: "warn" };
    case "stopped":
      return { text: say("status.stopped"), icon: "circle-alert", tone: "danger" };
    default:
      return status satisfies never;
  }
}
