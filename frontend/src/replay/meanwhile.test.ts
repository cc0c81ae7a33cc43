// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";
import { HIDE, type Numbered, STROKE } from "../canvas/messages";
import { Meanwhile } from "./meanwhile";

function offered() {
  document.body.innerHTML = "<button hidden><span data-words></span></button>";
  const button = document.querySelector("button") as HTMLButtonElement;
  const told: string[] = [];
  let wanted = 0;
  const meanwhile = new Meanwhile(button, {
    watchOn: () => wanted++,
    tell: (words) => told.push(words),
  });
  const shown = () => (button.hidden ? null : button.textContent);
  return { meanwhile, button, told, shown, wanted: () => wanted };
}

const operation = (seq: number, kind = STROKE) => ({ seq, kind }) as Numbered;

describe("what is drawn meanwhile", () => {
  it("is offered, told once, and counted on", () => {
    const { meanwhile, button, told, shown, wanted } = offered();
    expect(shown()).toBeNull();
    meanwhile.receive([operation(1)]);
    expect(shown()).toBe("1 new stroke: watch on");
    meanwhile.receive([operation(2), operation(3, HIDE)]);
    expect(shown()).toBe("2 new strokes: watch on");
    expect(told).toEqual(["1 new stroke: watch on"]);
    button.click();
    expect(wanted()).toBe(1);
  });

  it("is no stroke where something was only taken back", () => {
    const { meanwhile, shown } = offered();
    meanwhile.receive([operation(1, HIDE)]);
    expect(shown()).toBe("Changed since: watch on");
  });

  it("is handed over once, all of it, and told again when there is more", () => {
    const { meanwhile, told, shown } = offered();
    meanwhile.receive([operation(1)]);
    meanwhile.receive([operation(2)]);
    expect(meanwhile.take().map(({ seq }) => seq)).toEqual([1, 2]);
    expect([shown(), meanwhile.waits, meanwhile.take()]).toEqual([null, false, []]);
    meanwhile.receive([operation(3)]);
    expect(told).toHaveLength(2);
  });
});
