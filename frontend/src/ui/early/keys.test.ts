import { afterEach, expect, it, vi } from "vitest";
import { Part } from "../later";
import { keepEarlyKeys } from "./keys";
import { Turns } from "./turns";

const settled = () => new Promise((done) => setTimeout(done));

/** A page with paper, whose keys nobody hears yet. */
function page() {
  const paper = document.createElement("div");
  document.body.append(paper);
  const heard: string[] = [];
  const part = <Made>(made: Made) => {
    let [come, lose] = [(): void => {}, (): void => {}];
    const code = new Promise<() => Made>((resolve, reject) => {
      come = () => resolve(() => made);
      lose = () => reject(new TypeError("gone"));
    });
    return { part: new Part(() => code, vi.fn()), come, lose };
  };
  const [keyHand, selection] = [part({}), part({})];
  const turns = new Turns();
  const hands = { draws: true, down: false };
  const grip = { held: "pen" };
  const page = { paper, turns, engine: { hands }, pencase: { grip } };
  const parts = { keyHand: keyHand.part, selection: selection.part };
  const put: boolean[] = [];
  keepEarlyKeys(page, parts, (act, puts) => {
    put.push(puts);
    const { held } = grip;
    const again = () => {
      const now = grip.held;
      grip.held = held;
      act();
      grip.held = now;
    };
    return [again, () => heard.push(`nothing with the ${held}`)];
  });
  const hear = (event: Event) => {
    const key = event instanceof KeyboardEvent ? ` ${event.key}` : "";
    heard.push(`${event.type}${key} with the ${grip.held}`);
  };
  for (const type of ["keydown", "keyup", "blur"]) paper.addEventListener(type, hear);
  const press = (key: string, how: KeyboardEventInit & { type?: string } = {}) => {
    const init = { bubbles: true, cancelable: true, ...how };
    return paper.dispatchEvent(new KeyboardEvent(how.type ?? "keydown", { key, ...init }));
  };
  return { paper, heard, put, keyHand, selection, turns, hands, grip, press };
}

afterEach(() => document.body.replaceChildren());

it("keeps the keys that draw, and presses them in order once they can be heard", async () => {
  const { hands, heard, keyHand, press } = page();
  press("b");
  press("ArrowUp", { ctrlKey: true });
  hands.draws = false;
  press("ArrowLeft"); // it moves the paper
  hands.draws = true;
  expect(heard.splice(0)).toHaveLength(3);
  expect(press("Enter")).toBe(false); // or the page would do something with it
  press("ArrowUp");
  press("ArrowUp", { type: "keyup" });
  expect(heard).toEqual([]);
  keyHand.come();
  await settled();
  press("Enter");
  expect(heard).toEqual([
    "keydown Enter with the pen",
    "keydown ArrowUp with the pen",
    "keyup ArrowUp with the pen",
    "keydown Enter with the pen",
  ]);
});

it("presses them with what was in the hand then", async () => {
  const { grip, heard, keyHand, press } = page();
  press("Enter");
  grip.held = "brush";
  press("Enter");
  grip.held = "marker";
  keyHand.come();
  await settled();
  expect(heard).toEqual(["keydown Enter with the pen", "keydown Enter with the brush"]);
  expect(grip.held).toBe("marker");
});

it("says which of them put the tool down, and gives up what that would have done", async () => {
  const { heard, keyHand, press, put } = page();
  press("ArrowUp");
  press("Enter");
  press("Enter", { type: "keyup" });
  expect(put).toEqual([false, true, false]);
  keyHand.lose();
  await settled();
  expect(heard).toEqual(put.map(() => "nothing with the pen"));
});

it("lets Escape and the leaving of the paper have their turn behind them", async () => {
  const { heard, keyHand, paper, press } = page();
  press("Escape"); // nothing waits
  expect(heard.splice(0)).toHaveLength(1);
  press("Enter");
  press("Escape");
  press("Enter");
  paper.dispatchEvent(new FocusEvent("blur"));
  heard.splice(0); // it is left already
  keyHand.come();
  await settled();
  expect(heard.map((what) => what.replace(" with the pen", ""))).toEqual([
    "keydown Enter",
    "keydown Escape",
    "keydown Enter",
    "blur",
  ]);
});

it("keeps those for what is picked while what picks is on its way", async () => {
  const { grip, hands, heard, keyHand, press, selection, turns } = page();
  hands.draws = false;
  press("Delete"); // nobody waits for what picks
  expect(heard.splice(0)).toHaveLength(1);
  grip.held = "select";
  turns.use(selection.part, () => {});
  press("Delete");
  press("x");
  hands.down = true;
  press("Escape"); // it is for what the pointer does
  hands.down = false;
  press("d", { ctrlKey: true });
  expect(heard.splice(0)).toEqual(["keydown x with the select", "keydown Escape with the select"]);
  keyHand.come();
  await settled();
  expect(heard).toEqual([]);
  selection.come();
  await settled();
  expect(heard).toEqual(["keydown Delete with the select", "keydown d with the select"]);
});
