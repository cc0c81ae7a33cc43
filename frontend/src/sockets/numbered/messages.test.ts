import { describe, expect, it } from "vitest";
import table from "../../../../tests/wire/numbered.json";
import { append, parseAnswer, since } from "./messages";

describe("the messages of a log", () => {
  it.each(table.client)("are said as the table says: $name", ({ message }) => {
    const said =
      message.log === "since"
        ? since(message.applied ?? 0)
        : append(message.id ?? "", message.body ?? null);
    expect(said).toEqual(message);
  });

  it.each(table.server)("are understood as the table says: $name", ({ message }) => {
    expect(parseAnswer(message as never)).toEqual(message);
  });

  it.each(table.not_about_the_log.map((message) => [message]))("are not %j", (message) => {
    expect(parseAnswer(message as never)).toBeNull();
  });
});
