import { expect, it } from "vitest";
import { initialOf } from "./person";

it("takes the first letter with the marks and joiners that belong to it", () => {
  expect(initialOf("  mia")).toBe("M");
  expect(initialOf("e\u0301lodie")).toBe("É");
  expect(initialOf("👩‍🎨 Ann")).toBe("👩‍🎨");
});

it("has a sign for somebody without a name", () => {
  expect(initialOf("")).toBe("?");
  expect(initialOf("   ")).toBe("?");
});
