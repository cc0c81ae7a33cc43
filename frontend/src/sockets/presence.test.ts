import { expect, it } from "vitest";
import type { Entry } from "./frames";
import { Presence } from "./presence";

const entry = (session: string, meta: number = 0): Entry => ({ session, number: 1, meta });

it("takes everybody in at first", () => {
  const people = new Presence();
  expect(people.update({ here: [entry("a"), entry("b")] })).toEqual({
    joined: [entry("a"), entry("b")],
    left: [],
  });
  expect([...people.entries.keys()]).toEqual(["a", "b"]);
});

it("tells who joined and who left", () => {
  const people = new Presence();
  people.update({ here: [entry("a")] });
  expect(people.update({ joined: [entry("b")], left: [entry("a")] })).toEqual({
    joined: [entry("b")],
    left: [entry("a")],
  });
  expect([...people.entries.keys()]).toEqual(["b"]);
});

it("is silent about what it knew", () => {
  const people = new Presence();
  people.update({ here: [entry("a")] });
  expect(people.update({ here: [entry("a")] })).toBeNull();
  expect(people.update({ joined: [entry("a")], left: [entry("nobody")] })).toBeNull();
});

it("tells of a new meta as of one who joins again", () => {
  const people = new Presence();
  people.update({ here: [entry("a", 1)] });
  expect(people.update({ joined: [entry("a", 2)], left: [] })).toEqual({
    joined: [entry("a", 2)],
    left: [],
  });
  expect(people.entries.get("a")?.meta).toBe(2);
});

it("after a reconnection tells only the difference", () => {
  const people = new Presence();
  people.update({ here: [entry("a"), entry("b")] });
  expect(people.update({ here: [entry("b"), entry("c")] })).toEqual({
    joined: [entry("c")],
    left: [entry("a")],
  });
});
