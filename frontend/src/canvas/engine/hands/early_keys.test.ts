import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EarlyKeys } from "./early_keys";

/** As much of an element as keys come to. */
class Host extends EventTarget {
  readonly heard: string[] = [];
}

class Press extends Event {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey = false;
  readonly altKey = false;

  constructor(type: string, { key, ctrlKey = false }: { key: string; ctrlKey?: boolean }) {
    super(type, { cancelable: true });
    this.key = key;
    this.ctrlKey = ctrlKey;
  }
}

beforeEach(() => vi.stubGlobal("KeyboardEvent", Press));
afterEach(() => vi.unstubAllGlobals());

it("keeps the keys that draw, and presses them again in order once they can be heard", () => {
  const host = new Host();
  let [draws, wanted] = [true, 0];
  const keys = new EarlyKeys(
    host as unknown as HTMLElement,
    () => draws,
    () => wanted++,
  );
  for (const type of ["keydown", "keyup"]) {
    host.addEventListener(type, (event) => host.heard.push(`${type} ${(event as Press).key}`));
  }
  const press = (type: string, key: string, ctrlKey = false) =>
    host.dispatchEvent(new Press(type, { key, ctrlKey }));
  press("keydown", "Enter");
  press("keydown", "ArrowUp");
  press("keyup", "ArrowUp");
  press("keydown", "b");
  press("keydown", "ArrowUp", true);
  expect(host.heard.splice(0)).toEqual(["keydown b", "keydown ArrowUp"]);
  expect(wanted).toBe(1);
  draws = false;
  press("keydown", "ArrowLeft"); // it moves the paper
  keys.release();
  press("keydown", "Enter");
  expect(host.heard).toEqual([
    "keydown ArrowLeft",
    "keydown Enter",
    "keydown ArrowUp",
    "keyup ArrowUp",
    "keydown Enter",
  ]);
});

it("forgets them with Escape, when the paper is left, and where the code cannot be had", () => {
  const host = new Host();
  let missing = (): void => {};
  const keys = new EarlyKeys(
    host as unknown as HTMLElement,
    () => true,
    (forget) => {
      missing = forget;
    },
  );
  const press = (key: string) => host.dispatchEvent(new Press("keydown", { key }));
  const ends = [
    () => press("Escape"),
    () => host.dispatchEvent(new Event("blur")),
    () => missing(),
  ];
  for (const end of ends) {
    press("Enter");
    end();
  }
  host.addEventListener("keydown", (event) => host.heard.push((event as Press).key));
  press("Escape"); // nothing was begun
  keys.release();
  expect(host.heard).toEqual(["Escape"]);
});
