import { beforeEach, describe, expect, it } from "vitest";
import type { Unanswered } from "./asks";
import { FrameError } from "./frames";
import { anew, joined, pair, socket } from "./testing/held";

beforeEach(anew);

describe("asking", () => {
  it("is answered by what the server returns", async () => {
    const { channel } = joined();
    const answer = channel.ask({ type: "count" });
    expect(pair.wire.take()).toEqual([["ask", "room-1", [1, { type: "count" }]]]);
    pair.wire.tell("answer", "room-1", { ask: 1, data: 42 });
    expect(await answer).toBe(42);
  });

  it("gets each answer to its question, in whatever order", async () => {
    const { channel } = joined();
    const answers = [channel.ask("a"), socket.ask("b")];
    pair.wire.tell("answer", null, { ask: 2, data: "to b" });
    pair.wire.tell("answer", "room-1", { ask: 1, data: "to a" });
    expect(await Promise.all(answers)).toEqual(["to a", "to b"]);
  });

  it("is rejected with the refusal, which nobody else hears", async () => {
    const { heard, channel } = joined();
    const answer = channel.ask("x");
    const refusal = { reason: "too long", about: "message", most: 3 };
    pair.wire.tell("refused", "room-1", { ...refusal, ask: 1 });
    const error = await answer.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ why: "refused", message: "too long" });
    expect((error as Unanswered).refusal).toEqual(refusal);
    expect(heard.refused).not.toHaveBeenCalled();
  });

  it("is late after ten seconds, or as long as one likes", async () => {
    const { channel } = joined();
    const short = channel.ask("x", 500);
    const long = channel.ask("x");
    pair.clock.pass(500);
    await expect(short).rejects.toMatchObject({ why: "late" });
    pair.wire.tell("beat", null);
    pair.clock.pass(9_500);
    await expect(long).rejects.toMatchObject({ why: "late" });
    pair.wire.tell("answer", "room-1", { ask: 1, data: null }); // and too late is no error
  });

  it("is lost with the connection", async () => {
    const { channel } = joined();
    const answer = channel.ask("x");
    pair.wire.end();
    await expect(answer).rejects.toMatchObject({ why: "lost" });
  });

  it("is lost with its channel, and with no other", async () => {
    const { channel } = joined();
    const other = joined("room-2", 6).channel;
    const [mine, theirs] = [channel.ask("x"), other.ask("y")];
    channel.unsubscribe();
    await expect(mine).rejects.toMatchObject({ why: "lost" });
    pair.wire.tell("answer", "room-2", { ask: 2, data: "here" });
    expect(await theirs).toBe("here");
    const last = other.ask("z");
    pair.wire.tell("unsubscribed", "room-2");
    await expect(last).rejects.toMatchObject({ why: "lost" });
  });

  it("is not sent where nobody could hear it", async () => {
    const channel = socket.subscribe("room-1");
    await expect(channel.ask("x")).rejects.toMatchObject({ why: "unsent" });
    await expect(socket.ask("x")).rejects.toMatchObject({ why: "unsent" });
    await expect(joined("room-2").channel.ask(Number.NaN)).rejects.toThrow(FrameError);
  });
});
