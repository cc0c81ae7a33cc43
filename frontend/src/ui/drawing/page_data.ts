/** What the server tells the page about its drawing. */

import type { Addresses } from "../../canvas/archive/archive";
import type { Participant } from "../../canvas/messages";

export type Access = "draw" | "watch" | "closed";

export interface PageData {
  readonly uid: string;
  readonly key: string;
  readonly link: string;
  readonly watch_link: string | null;
  /** The code that shows it on another page, where any may. */
  readonly embed: string | null;
  readonly title: string;
  readonly right: "watch" | "draw" | "own";
  readonly access: Access;
  readonly room: string;
  /** ms since the epoch. */
  readonly created_at: number;
  readonly log: Addresses;
  readonly you: Participant;
  readonly urls: Readonly<
    Record<"picture" | "images" | "access" | "branchable" | "rename" | "replace_link", string>
  >;
}

export function readPageData(page: Document): PageData {
  const text = page.getElementById("page")?.textContent;
  if (!text) throw new Error("the page says nothing about its drawing");
  return JSON.parse(text) as PageData;
}
