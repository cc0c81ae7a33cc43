/** What a session tells the page. */

import type { Participant } from "./messages";
import type { SaveStatus } from "./saving";
import type { Tool } from "./strokes";

export type GoneReason = "deleted" | "closed" | "error";

export interface SessionListener {
  /** We are in, or our right has changed. */
  entered?(): void;
  /** The scene has all that was drawn until now. */
  loaded?(): void;
  status?(status: SaveStatus): void;
  participants?(): void;
  here?(numbers: ReadonlySet<number>): void;
  history?(canUndo: boolean, canRedo: boolean): void;
  renamed?(title: string, by: Participant | null): void;
  cursor?(number: number, x16: number, y16: number, tool: Tool): void;
  drawing?(number: number, active: boolean): void;
  refused?(reason: string): void;
  gone?(reason: GoneReason, text: string): void;
}
