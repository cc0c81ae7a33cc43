/** What was said, in order: numbered lines, then own ones that wait for their number. (pure) */

import { type Applied, Ledger } from "../sockets";
import type { Line } from "./messages";

export interface Unsent {
  readonly id: string;
  readonly text: string;
  /** ms since the epoch, by this clock */
  readonly at: number;
  /** Why it was not kept; null while it may still be. */
  readonly reason: string | null;
  /** It will never be kept as it is. */
  readonly final: boolean;
}

export interface Notice {
  readonly text: string;
  readonly at: number;
  /** The number of the line it came after. */
  readonly after: number;
}

export type Item =
  | { readonly kind: "group"; readonly lines: readonly Line[] }
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "new" };

const GROUP_MS = 3 * 60_000;
const MOST_NOTICES = 50;

export class ChatHistory {
  readonly #ledger = new Ledger<Unsent, Line>();
  readonly #lines: Line[] = [];
  #notices: readonly Notice[] = [];
  #begun = false;

  get lines(): readonly Line[] {
    return this.#lines;
  }

  get unsent(): readonly Unsent[] {
    return this.#ledger.unconfirmed;
  }

  /** The number of the last line shown. */
  get applied(): number {
    return this.#ledger.applied;
  }

  /** Whether a line waits for one before it. */
  get hasGap(): boolean {
    return this.#ledger.hasGap;
  }

  /** Lines were left out before the first one here. */
  get startsLate(): boolean {
    return (this.#lines[0]?.seq ?? 1) > 1;
  }

  /** Takes the first run of lines; what was said before it stays left out. */
  begin(lines: readonly Line[]): Applied<Line>[] {
    this.#ledger.beginAfter((lines[0]?.seq ?? 1) - 1);
    const applied = this.receive(lines);
    if (!this.#begun) this.#notices = this.#notices.map((it) => ({ ...it, after: this.applied }));
    this.#begun = true;
    return applied;
  }

  /** Takes lines in any order, again and again; returns those that are shown from now on. */
  receive(lines: Iterable<Line>): Applied<Line>[] {
    const applied = this.#ledger.receive(lines);
    for (const { entry } of applied) this.#lines.push(entry);
    return applied;
  }

  say(unsent: Unsent): void {
    this.#ledger.commit(unsent);
  }

  find(id: string): Unsent | null {
    return this.#ledger.find(id);
  }

  refuse(id: string, reason: string, final: boolean): void {
    const line = this.find(id);
    if (line) this.#ledger.note({ ...line, reason, final });
  }

  retry(id: string): void {
    const line = this.find(id);
    if (line) this.#ledger.note({ ...line, reason: null, final: false });
  }

  forget(id: string): void {
    this.#ledger.withdraw(id);
  }

  /** Comes after all that was said so far, also if that is not known yet. */
  notice(text: string, at: number): void {
    this.#notices = [...this.#notices, { text, at, after: this.applied }].slice(-MOST_NOTICES);
  }

  /** Lines after number `read` that others said. */
  unread(read: number, you: string): number {
    return this.#lines.filter((line) => line.seq > read && line.key !== you).length;
  }

  /** As it is shown; "new" stands before the first of others' lines after number `newAfter`. */
  items(newAfter: number, you: string): Item[] {
    const items: Item[] = [];
    let marked = false;
    for (const step of this.#inOrder()) {
      if ("after" in step) {
        items.push({ kind: "notice", notice: step });
        continue;
      }
      if (!marked && step.seq > newAfter && step.key !== you) {
        items.push({ kind: "new" });
        marked = true;
      }
      addLine(items, step);
    }
    return items;
  }

  #inOrder(): (Line | Notice)[] {
    const steps: (Line | Notice)[] = [];
    let i = 0;
    for (const line of this.#lines) {
      for (let n = this.#notices[i]; n && n.after < line.seq; n = this.#notices[++i]) steps.push(n);
      steps.push(line);
    }
    return steps.concat(this.#notices.slice(i));
  }
}

function addLine(items: Item[], line: Line): void {
  const last = items.at(-1);
  const previous = last?.kind === "group" ? last.lines.at(-1) : undefined;
  if (last?.kind === "group" && previous && belongs(previous, line)) {
    items[items.length - 1] = { kind: "group", lines: [...last.lines, line] };
  } else {
    items.push({ kind: "group", lines: [line] });
  }
}

function belongs(previous: Line, line: Line): boolean {
  return (
    previous.key === line.key && previous.name === line.name && line.at - previous.at < GROUP_MS
  );
}
