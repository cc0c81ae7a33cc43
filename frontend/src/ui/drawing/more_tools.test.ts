import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PEN } from "../../canvas/strokes";
import type { Held, More } from "./held";
import { MoreTools } from "./more_tools";
import type { Grip } from "./pencase";

const taken = vi.fn();
let narrow: EventTarget & { matches: boolean };

function make(): { button: HTMLElement; show(held: Held, more: More | null): void } {
  document.body.innerHTML = `
    <button aria-label="More tools" data-tip="More tools"><svg class="icon" id="shapes"></svg></button>
    <div id="panel">
      <label><input type="radio" value="line" data-key="L"><svg class="icon" id="slash"></svg>Line</label>
      <label><input type="radio" value="text" data-key="T"><svg class="icon" id="type"></svg>Text</label>
    </div>`;
  const button = document.querySelector("button") as HTMLElement;
  const panel = document.querySelector("#panel") as HTMLElement;
  const nothing = () => {};
  const tools = new MoreTools(button, panel, {
    ...{ take: taken, dip: nothing, resize: nothing, picked: nothing },
  });
  return { button, show: (held, more) => tools.show({ held, more, tool: PEN } as Grip) };
}

function worn(button: HTMLElement): unknown {
  return [
    button.querySelector(".icon")?.id,
    button.getAttribute("aria-label"),
    button.dataset["tip"],
  ];
}

beforeEach(() => {
  taken.mockClear();
  narrow = Object.assign(new EventTarget(), { matches: true });
  vi.stubGlobal("matchMedia", () => narrow);
});

afterEach(() => vi.unstubAllGlobals());

describe("the button of more tools", () => {
  it("shows what is held, or was used last, and takes that up again", () => {
    const { button, show } = make();
    show("line", "line");
    expect(worn(button)).toEqual(["slash", "Line, and more tools", "Line  L"]);
    expect(button.classList.contains("chosen")).toBe(true);
    button.click();
    expect(taken).not.toHaveBeenCalled();
    show(PEN, "line");
    expect(button.classList.contains("chosen")).toBe(false);
    button.click();
    expect(taken).toHaveBeenCalledWith("line");
  });

  it("shows Text while that is held where the tray has no room for it, and no longer", () => {
    const { button, show } = make();
    show("text", "line");
    expect(worn(button)).toEqual(["type", "Text, and more tools", "Text  T"]);
    expect(button.classList.contains("chosen")).toBe(true);
    button.click();
    expect(taken).not.toHaveBeenCalled();
    show(PEN, "line");
    expect(worn(button)).toEqual(["slash", "Line, and more tools", "Line  L"]);
    show("text", null);
    show(PEN, null);
    expect(worn(button)).toEqual(["shapes", "More tools", "More tools"]);
  });

  it("leaves Text to the tray as soon as that has room for it", () => {
    const { button, show } = make();
    show("text", "line");
    narrow.matches = false;
    narrow.dispatchEvent(new Event("change"));
    expect(worn(button)).toEqual(["slash", "Line, and more tools", "Line  L"]);
    expect(button.classList.contains("chosen")).toBe(false);
  });
});
