/**
 * What was said, in order: numbered lines, then own ones that wait for their number. (pure)
 *
 * Numbers may come out of order (an acknowledgement can overtake another's line), so `applied` is
 * the last number before the first hole.
 */

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
  readonly #lines: Line[] = [];
  readonly #numbers = new Set<number>();
  #unsent: readonly Unsent[] = [];
  #notices: readonly Notice[] = [];
  #applied = 0;

  get lines(): readonly Line[] {
    return this.#lines;
  }

  get unsent(): readonly Unsent[] {
    return this.#unsent;
  }

  get applied(): number {
    return this.#applied;
  }

  /** The highest number known. */
  get head(): number {
    return this.#lines.at(-1)?.seq ?? 0;
  }

  /** Whether lines are missing before some that are here. */
  get hasHole(): boolean {
    return this.head > this.#applied;
  }

  /** Lines were left out before the first one here. */
  get startsLate(): boolean {
    return (this.#lines[0]?.seq ?? 1) > 1;
  }

  /** Takes a run of lines without holes, as the server reads them out; returns those that are news. */
  read(lines: readonly Line[]): Line[] {
    const news = lines.filter((line) => this.#insert(line));
    const last = lines.at(-1)?.seq ?? 0;
    this.#applied = Math.max(this.#applied, last);
    this.#advance();
    return news;
  }

  /** Takes one line as it was said just now; false: it is here already. */
  hear(line: Line): boolean {
    const isNews = this.#insert(line);
    this.#advance();
    return isNews;
  }

  say(unsent: Unsent): void {
    this.#unsent = [...this.#unsent, unsent];
  }

  find(id: string): Unsent | undefined {
    return this.#unsent.find((line) => line.id === id);
  }

  refuse(id: string, reason: string, final: boolean): void {
    this.#unsent = this.#unsent.map((line) => (line.id === id ? { ...line, reason, final } : line));
  }

  retry(id: string): void {
    this.#unsent = this.#unsent.map((line) =>
      line.id === id ? { ...line, reason: null, final: false } : line,
    );
  }

  forget(id: string): void {
    this.#unsent = this.#unsent.filter((line) => line.id !== id);
  }

  notice(text: string, at: number): void {
    this.#notices = [...this.#notices, { text, at, after: this.head }].slice(-MOST_NOTICES);
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

  #insert(line: Line): boolean {
    this.forget(line.id);
    if (this.#numbers.has(line.seq)) return false;
    this.#numbers.add(line.seq);
    let at = this.#lines.length;
    while (at > 0 && (this.#lines[at - 1]?.seq ?? 0) > line.seq) at--;
    this.#lines.splice(at, 0, line);
    return true;
  }

  #advance(): void {
    while (this.#numbers.has(this.#applied + 1)) this.#applied++;
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
