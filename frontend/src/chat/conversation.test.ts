import { beforeEach, describe, expect, it } from "vitest";
import { Socket } from "../sockets";
import { TestSocketPair } from "../sockets/testing/pair";
import { Conversation } from "./conversation";
import type { Line } from "./messages";

const CHANNEL = "chat-studio";

function line(seq: number, key = "tom"): Line {
  const id = seq.toString(16).padStart(32, "0");
  return { seq, id, key, name: key, hue: 1, guest: false, text: `line ${seq}`, at: 1000 * seq };
}

describe("a conversation", () => {
  let pair: TestSocketPair;
  let conversation: Conversation;
  let heard: number[];
  let typing: string[];
  let here: string[][];
  let ids: number;

  beforeEach(() => {
    pair = new TestSocketPair();
    heard = [];
    typing = [];
    here = [];
    ids = 0;
    const socket = new Socket("ws://here/socket", pair.options);
    conversation = new Conversation(
      socket,
      "studio",
      {
        changed: () => {},
        heard: ({ seq }) => heard.push(seq),
        typing: (_key, name) => typing.push(name),
        here: (people) => here.push(people.map(({ key }) => key)),
      },
      {
        newId: () => (0xabc0 + ids++).toString(16).padStart(32, "0"),
        now: () => 5_000,
        after: (ms, task) => pair.clock.after(ms, task),
      },
    );
    conversation.face = { name: "Mia", hue: 0, guest: true };
    connect();
  });

  function connect(): void {
    pair.wire.connected();
    pair.wire.tell("subscribed", CHANNEL, { handle: 1 });
  }

  /** What the client said on the channel since the last time. */
  function said(): unknown[] {
    const frames = pair.wire.take() as [string, string | null, unknown][];
    return frames.filter(([kind, name]) => kind === "message" && name === CHANNEL).map((f) => f[2]);
  }

  function tell(data: unknown): void {
    pair.wire.tell("message", CHANNEL, data);
  }

  function others(data: unknown): void {
    pair.wire.tell("batch", CHANNEL, [[99, data]]);
  }

  function enter(lines: readonly Line[] = [], head = lines.at(-1)?.seq ?? 0): void {
    tell({ type: "entered", head, lines, you: "mia", may_speak: true });
    said();
  }

  function loseAndReturn(): void {
    pair.wire.end();
    pair.clock.pass(60_000);
    connect();
  }

  const texts = () => conversation.history.lines.map(({ text }) => text);

  it("enters with what it has", () => {
    expect(said()).toEqual([{ type: "enter", applied: 0 }]);
    enter([line(1), line(2)]);
    loseAndReturn();
    expect(said()).toEqual([{ type: "enter", applied: 2 }]);
  });

  it("is told what others say, but not what was said before", () => {
    enter([line(1)]);
    others({ type: "said", line: line(2) });
    others({ type: "said", line: line(2) });
    expect(heard).toEqual([2]);
    expect(texts()).toEqual(["line 1", "line 2"]);
  });

  it("keeps a line as its own once it has a number", () => {
    enter();
    conversation.say("Shall I do the sky?");
    const id = "0000000000000000000000000000abc0";
    expect(said()).toEqual([{ type: "say", id, text: "Shall I do the sky?" }]);
    tell({ type: "acknowledged", id, seq: 1, said_at: 4_000 });
    expect(conversation.history.unsent).toEqual([]);
    expect(conversation.history.lines).toMatchObject([{ key: "mia", name: "Mia", at: 4_000 }]);
  });

  it("says again, under the same id, what was not acknowledged before the connection was lost", () => {
    enter();
    conversation.say("one");
    said();
    loseAndReturn();
    conversation.say("two");
    expect(said()).toEqual([{ type: "enter", applied: 0 }]);
    tell({ type: "entered", head: 0, lines: [], you: "mia", may_speak: true });
    expect(said()).toMatchObject([
      { type: "say", text: "one" },
      { type: "say", text: "two" },
    ]);
  });

  it("does not say twice what the server kept while the acknowledgement was lost", () => {
    enter();
    conversation.say("one");
    said();
    loseAndReturn();
    said();
    const kept = { ...line(1, "mia"), id: "0000000000000000000000000000abc0", text: "one" };
    tell({ type: "entered", head: 1, lines: [kept], you: "mia", may_speak: true });
    expect(said()).toEqual([]);
    expect(texts()).toEqual(["one"]);
  });

  it("asks for what a hole hides, page after page until none comes", () => {
    enter([line(1)]);
    others({ type: "said", line: line(5) });
    others({ type: "said", line: line(6) });
    expect(said()).toEqual([]); // it may only be late
    pair.clock.pass(300);
    expect(said()).toEqual([{ type: "since", applied: 1 }]);
    tell({ type: "lines", lines: [line(2), line(3)] });
    expect(said()).toEqual([{ type: "since", applied: 3 }]);
    tell({ type: "lines", lines: [line(4), line(5), line(6)] });
    tell({ type: "lines", lines: [] });
    expect(texts()).toEqual(["line 1", "line 2", "line 3", "line 4", "line 5", "line 6"]);
  });

  it("shows a line only after those before it, and each once", () => {
    enter([line(1)]);
    others({ type: "said", line: line(3) });
    expect(texts()).toEqual(["line 1"]);
    others({ type: "said", line: line(2) });
    expect(texts()).toEqual(["line 1", "line 2", "line 3"]);
    expect(heard).toEqual([2, 3]);
  });

  it("notices by asking now and then that the last line was lost", () => {
    enter([line(1)]);
    pair.clock.pass(20_000);
    expect(said()).toEqual([{ type: "since", applied: 1 }]);
    tell({ type: "lines", lines: [line(2)] });
    expect(heard).toEqual([2]);
  });

  it("says again what nothing is heard of", () => {
    enter();
    conversation.say("one");
    expect(said()).toHaveLength(1);
    pair.clock.pass(10_000);
    expect(said()).toMatchObject([{ type: "say", text: "one" }]);
  });

  it("keeps a refused line with its reason, and tries again only when asked", () => {
    enter();
    conversation.say("one");
    const { id } = conversation.history.unsent[0] ?? { id: "" };
    said();
    tell({ type: "refused", id, reason: "Wait a moment.", final: false });
    expect(conversation.history.unsent).toMatchObject([{ reason: "Wait a moment." }]);
    expect(said()).toEqual([]);
    conversation.retry(id);
    expect(said()).toMatchObject([{ type: "say", id, text: "one" }]);
  });

  it("does not try again what will never be kept, but gives back its text", () => {
    enter();
    conversation.say("too long");
    const { id } = conversation.history.unsent[0] ?? { id: "" };
    said();
    tell({ type: "refused", id, reason: "Too long.", final: true });
    conversation.retry(id);
    expect(said()).toEqual([]);
    expect(conversation.takeBack(id)).toBe("too long");
    expect(conversation.history.unsent).toEqual([]);
  });

  it("hears who writes", () => {
    enter();
    others({ type: "typing", key: "tom", name: "Tom" });
    expect(typing).toEqual(["Tom"]);
  });

  it("tells who is here once it knows which of them is oneself", () => {
    const mia = { key: "mia", name: "Mia", hue: 0, guest: true };
    pair.wire.tell("presence", CHANNEL, { here: [{ session: "a", number: 3, meta: mia }] });
    expect(here).toEqual([]);
    enter();
    expect(here).toEqual([["mia"]]);
  });

  it("knows a closed door", () => {
    enter();
    pair.wire.tell("refused", CHANNEL, { reason: "Closed.", about: "subscribe" });
    expect(conversation.refusedBecause).toBe("Closed.");
    expect(conversation.maySpeak).toBe(false);
  });

  it("is not upset by words of a newer server", () => {
    enter([line(1)]);
    for (const data of [{ type: "sung" }, "la", null, [1], 7]) tell(data);
    expect(texts()).toEqual(["line 1"]);
  });
});
