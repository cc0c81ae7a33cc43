import { describe, expect, it } from "vitest";
import examples from "../../../tests/wire/chat.json";
import { encodeRequest, parseAnswer, type Request } from "./messages";

describe("the examples both languages obey", () => {
  it.each(examples.client)("we can say: $name", ({ message }) => {
    expect(encodeRequest(message as Request)).toEqual(message);
  });

  it.each(examples.server)("we understand: $name", ({ message }) => {
    expect(parseAnswer(message)).toEqual(message);
  });
});

it.each([null, true, 7, "entered", [], {}, { type: 7 }, { type: "enter" }, new Uint8Array(3)])(
  "passes over what it does not know: %j",
  (data) => {
    expect(parseAnswer(data)).toBeNull();
  },
);
