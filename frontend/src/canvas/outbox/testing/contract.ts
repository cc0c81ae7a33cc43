/**
 * What every outbox must do. Knows no test runner: vitest runs it on the one in memory, a real
 * browser on the one in its database (e2e/test_offline.py).
 */

import { type Draft, HIDE, STROKE } from "../../messages";
import type { Outbox, Owner } from "../outbox";

export interface TestTab {
  readonly outbox: Outbox;
  /** However it ends, all that is left of it is what it kept. */
  close(): Promise<void>;
}

/** Opens a tab in one and the same browser, which is empty when a case begins. */
export type OpenTab = (owner: Owner) => TestTab;

const MIA: Owner = { drawing: "harbour", author: 1 };
const TOM: Owner = { drawing: "harbour", author: 2 };
const ELSEWHERE: Owner = { drawing: "garden", author: 1 };

function draft(number: number, ...body: number[]): Draft {
  const id = number.toString(16).padStart(32, "0");
  return { id, kind: STROKE, body: Uint8Array.from(body) };
}

export const OUTBOX_CONTRACT: Readonly<Record<string, (open: OpenTab) => Promise<void>>> = {
  async "gives the next tab what a tab left behind, in its order and as it was"(open) {
    const drafts = [draft(9, 1, 2, 3), { ...draft(1, 255), kind: HIDE }, draft(5)];
    const first = open(MIA);
    for (const each of drafts) await first.outbox.keep(each);
    await first.close();
    same(await open(MIA).outbox.takeOver(), drafts);
  },

  async "leaves alone what a living tab keeps, its own included"(open) {
    const [first, second] = [open(MIA), open(MIA)];
    await first.outbox.keep(draft(1));
    await first.outbox.keepUnfinished(draft(2));
    same(await second.outbox.takeOver(), []);
    same(await first.outbox.takeOver(), []);
  },

  async "gives what is left to one tab only, and to another when that is gone, too"(open) {
    const first = open(MIA);
    await first.outbox.keep(draft(1));
    await first.close();
    const [second, third] = [open(MIA), open(MIA)];
    const taken = await Promise.all([second.outbox.takeOver(), third.outbox.takeOver()]);
    same(taken.flat(), [draft(1)]);
    await second.close();
    await third.close();
    same(await open(MIA).outbox.takeOver(), [draft(1)]);
  },

  async "gives nobody what somebody else drew, or what belongs to another drawing"(open) {
    const first = open(MIA);
    await first.outbox.keep(draft(1));
    await first.close();
    same(await open(TOM).outbox.takeOver(), []);
    same(await open(ELSEWHERE).outbox.takeOver(), []);
    same(await open(MIA).outbox.takeOver(), [draft(1)]);
  },

  async "forgets what it is told to, in any tab, and nothing else"(open) {
    const [first, second] = [open(MIA), open(MIA)];
    await first.outbox.keep(draft(1));
    await first.outbox.keep(draft(2));
    await second.outbox.forget(draft(1).id);
    await second.outbox.forget(draft(3).id);
    await first.close();
    same(await second.outbox.takeOver(), [draft(2)]);
  },

  async "keeps the last of an unfinished stroke, in the place where it was begun"(open) {
    const first = open(MIA);
    await first.outbox.keepUnfinished(draft(1, 1));
    await first.outbox.keep(draft(2));
    await first.outbox.keepUnfinished(draft(1, 1, 2));
    await first.close();
    same(await open(MIA).outbox.takeOver(), [draft(1, 1, 2), draft(2)]);
  },

  async "lets the finished stroke take the place of the unfinished one, for good"(open) {
    const first = open(MIA);
    await first.outbox.keepUnfinished(draft(1, 1));
    await first.outbox.keep(draft(1, 1, 2, 3));
    await first.outbox.keepUnfinished(draft(1, 1, 2));
    await first.close();
    same(await open(MIA).outbox.takeOver(), [draft(1, 1, 2, 3)]);
  },

  async "gives the next tab what one took along, after what it had kept"(open) {
    const first = open(MIA);
    await first.outbox.keep(draft(2));
    same(first.outbox.pack([draft(1, 0, 255), draft(3)]), true);
    await first.close();
    same(await open(TOM).outbox.takeOver(), []);
    const second = open(MIA);
    same(await second.outbox.takeOver(), [draft(2), draft(1, 0, 255), draft(3)]);
    same(await second.outbox.takeOver(), []);
    await second.close();
    same(await open(MIA).outbox.takeOver(), [draft(2), draft(1, 0, 255), draft(3)]);
  },

  async "takes along what it was told last, and nothing once it is told so"(open) {
    const [first, second] = [open(MIA), open(MIA)];
    first.outbox.pack([draft(1)]);
    first.outbox.pack([draft(2)]);
    second.outbox.pack([draft(3)]);
    second.outbox.pack([]);
    same(await first.outbox.takeOver(), []);
    await first.close();
    await second.close();
    same(await open(MIA).outbox.takeOver(), [draft(2)]);
  },

  async "has the later of what was kept and what was taken along, in its place"(open) {
    const first = open(MIA);
    await first.outbox.keepUnfinished(draft(1, 1));
    await first.outbox.keep(draft(2, 1, 2));
    first.outbox.pack([draft(2, 1), draft(1, 1, 2)]);
    await first.close();
    same(await open(MIA).outbox.takeOver(), [draft(1, 1, 2), draft(2, 1, 2)]);
  },

  async "does in their order what it was asked without waiting"(open) {
    const first = open(MIA);
    const asked = [
      first.outbox.keepUnfinished(draft(1, 1)),
      first.outbox.keep(draft(1, 1, 2)),
      first.outbox.keep(draft(2)),
      first.outbox.forget(draft(1).id),
    ];
    await Promise.all(asked);
    await first.close();
    same(await open(MIA).outbox.takeOver(), [draft(2)]);
  },
};

function same(found: readonly Draft[] | boolean, expected: readonly Draft[] | boolean): void {
  const [one, other] = [found, expected].map((each) => {
    return JSON.stringify(typeof each === "boolean" ? each : each.map(shown));
  });
  if (one !== other) throw new Error(`found ${one}, expected ${other}`);
}

function shown({ id, kind, body }: Draft): unknown {
  return [id, kind, [...body]];
}
