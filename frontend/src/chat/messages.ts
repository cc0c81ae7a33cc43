/** What travels on a room's channel. The twin of drawnby/chat/messages.py; tests/wire/chat.json holds both. */

import type { Json } from "../sockets";

export interface Line {
  readonly seq: number;
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** The speaker's, the same for all their browsers. */
  readonly key: string;
  readonly name: string;
  readonly hue: number;
  readonly guest: boolean;
  readonly text: string;
  /** ms since the epoch */
  readonly at: number;
}

export type Request =
  | { readonly type: "enter"; readonly applied: number }
  | { readonly type: "since"; readonly applied: number }
  | { readonly type: "say"; readonly id: string; readonly text: string }
  | { readonly type: "typing" };

export type Answer =
  | {
      readonly type: "entered";
      readonly head: number;
      readonly lines: readonly Line[];
      readonly you: string;
      readonly may_speak: boolean;
    }
  | { readonly type: "lines"; readonly lines: readonly Line[] }
  | {
      readonly type: "acknowledged";
      readonly id: string;
      readonly seq: number;
      readonly said_at: number;
    }
  | {
      readonly type: "refused";
      readonly id: string;
      readonly reason: string;
      readonly final: boolean;
    }
  | { readonly type: "said"; readonly line: Line }
  | { readonly type: "typing"; readonly key: string; readonly name: string }
  /** By the people who run the site, to everybody: on no channel, and not kept. */
  | { readonly type: "announced"; readonly text: string };

const KNOWN = ["entered", "lines", "acknowledged", "refused", "said", "typing", "announced"];

/** Null for what a newer server may say. */
export function parseAnswer(data: Json | Uint8Array): Answer | null {
  if (data === null || typeof data !== "object" || !("type" in data)) return null;
  return KNOWN.includes(String(data["type"])) ? (data as unknown as Answer) : null;
}

export function encodeRequest(request: Request): Json {
  return { ...request };
}
