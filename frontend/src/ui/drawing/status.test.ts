import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Waiting } from "../../canvas/saving";
import { TestClock } from "../../sockets/testing/pair";
import { statusWords } from "./save_status";
import { StatusLine } from "./status";

describe("the words of the save status", () => {
  it("count what waits, by its kind", () => {
    const words = (count: number, what: Waiting) =>
      statusWords({ kind: "waiting", count, what }, true).text;
    expect(words(1, "pictures")).toBe("1 picture waiting");
    expect(words(2, "changes")).toBe("2 changes waiting");
    expect(statusWords({ kind: "waiting", count: 1, what: "strokes" }, true).text).toBe(
      "1 stroke waiting",
    );
    expect(statusWords({ kind: "waiting", count: 12, what: "strokes" }, true).text).toBe(
      "12 strokes waiting",
    );
  });

  it("say opening before anything was seen, reconnecting afterwards", () => {
    expect(statusWords({ kind: "connecting" }, false).text).toBe("Opening");
    expect(statusWords({ kind: "connecting" }, true).text).toBe("Reconnecting");
  });
});

describe("the save status", () => {
  let element: HTMLElement;
  let clock: TestClock;
  let line: StatusLine;

  beforeEach(() => {
    element = document.createElement("p");
    element.innerHTML =
      '<svg class="icon"><use></use></svg><span data-words></span><span role="status"></span>';
    clock = new TestClock();
    line = new StatusLine(element, clock);
  });

  afterEach(() => vi.unstubAllGlobals());

  const shown = () => element.querySelector("[data-words]")?.textContent;
  const spoken = () => element.querySelector("[role=status]")?.textContent;

  it("says saving only when it takes a second", () => {
    line.show({ kind: "saved" });
    line.show({ kind: "saving" });
    clock.pass(900);
    expect(shown()).toBe("Saved");
    clock.pass(200);
    expect(shown()).toBe("Saving");
  });

  it("never says saving when the word came within the second", () => {
    line.show({ kind: "saving" });
    line.show({ kind: "saved" });
    clock.pass(5_000);
    expect(shown()).toBe("Saved");
  });

  it("speaks at most every five seconds, and then what holds", () => {
    line.show({ kind: "saved" });
    line.show({ kind: "waiting", count: 1, what: "strokes" });
    line.show({ kind: "waiting", count: 2, what: "strokes" });
    expect(spoken()).toBe("Saved");
    clock.pass(5_000);
    expect(spoken()).toBe("2 strokes waiting");
  });

  it("leaves out what it counts where there is little room, but says and titles all of it", () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    line.show({ kind: "waiting", count: 2, what: "strokes" });
    expect(shown()).toBe("2 waiting");
    expect(spoken()).toBe("2 strokes waiting");
    expect(element.title).toBe("2 strokes waiting");
    line.show({ kind: "connecting" });
    expect(shown()).toBe("Opening");
  });

  it("keeps the kind on the element for styles and tests", () => {
    line.show({ kind: "waiting", count: 2, what: "strokes" });
    expect(element.dataset["kind"]).toBe("waiting");
    expect(element.classList.contains("warn")).toBe(true);
  });
});
