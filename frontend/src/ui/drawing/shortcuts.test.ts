import { beforeEach, describe, expect, it } from "vitest";
import { BRUSH, ERASER } from "../../canvas/strokes";
import { type Command, commandFor, isForPicked, listenToShortcuts } from "./shortcuts";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe("a key", () => {
  it("takes a tool by letter or number", () => {
    expect(commandFor({ ...plain, key: "b" })).toEqual({ do: "take", held: BRUSH });
    expect(commandFor({ ...plain, key: "5" })).toEqual({ do: "take", held: ERASER });
    expect(commandFor({ ...plain, key: "H" })).toEqual({ do: "take", held: "hand" });
  });

  it("undoes and redoes with Control or Command", () => {
    expect(commandFor({ ...plain, key: "z", ctrlKey: true })).toEqual({ do: "undo" });
    expect(commandFor({ ...plain, key: "Z", metaKey: true, shiftKey: true })).toEqual({
      do: "redo",
    });
    expect(commandFor({ ...plain, key: "y", ctrlKey: true })).toEqual({ do: "redo" });
  });

  it("picks all with Control or Command, whatever is in the hand", () => {
    expect(commandFor({ ...plain, key: "a", ctrlKey: true })).toEqual({ do: "pickAll" });
    expect(commandFor({ ...plain, key: "A", metaKey: true, shiftKey: true })).toBeNull();
  });

  it.each(["Delete", "Escape", "ArrowUp"])("may be for what is picked: %s", (key) => {
    expect(isForPicked({ ...plain, key })).toBe(true);
    expect(isForPicked({ ...plain, key, ctrlKey: true })).toBe(false);
  });

  it("copies what is picked with Control or Command", () => {
    expect(isForPicked({ ...plain, key: "D", metaKey: true })).toBe(true);
    expect(isForPicked({ ...plain, key: "d" })).toBe(false);
  });

  it("finds brackets behind Alt, where many keyboards have them", () => {
    expect(commandFor({ ...plain, key: "[", altKey: true })).toEqual({ do: "smaller" });
    expect(commandFor({ ...plain, key: "]", altKey: true, ctrlKey: true })).toEqual({
      do: "larger",
    });
  });

  it.each([
    { key: "p", ctrlKey: true },
    { key: "c", metaKey: true },
    { key: "b", altKey: true },
    { key: "Tab" },
    { key: "Dead" },
    { key: "constructor" },
    { key: "" },
  ])("belongs to the browser or to nobody: %j", (press) => {
    expect(commandFor({ ...plain, ...press })).toBeNull();
  });
});

describe("listening", () => {
  let commands: Command[];
  let singles = true;

  beforeEach(() => {
    document.body.replaceChildren();
    commands = [];
    singles = true;
  });

  listenToShortcuts(
    document,
    (command) => commands.push(command),
    () => singles,
  );

  function press(target: Element, key: string, more: KeyboardEventInit = {}): void {
    document.body.append(target);
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  }

  it("runs what a key means", () => {
    press(document.createElement("button"), "b");
    expect(commands).toEqual([{ do: "take", held: BRUSH }]);
  });

  it.each(["textarea", "select", "input"])("leaves keys to a %s", (tag) => {
    press(document.createElement(tag), "b");
    press(document.createElement(tag), "z", { ctrlKey: true });
    expect(commands).toEqual([]);
  });

  it("goes on beside a chosen tool and a slider", () => {
    for (const type of ["radio", "range"]) {
      const input = document.createElement("input");
      input.type = type;
      press(input, "e");
    }
    expect(commands).toHaveLength(2);
  });

  it("keeps still while a dialog is open, or when someone else took the key", () => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("open", "");
    press(dialog, "b");
    dialog.remove();
    document.addEventListener("keydown", (event) => event.preventDefault(), {
      capture: true,
      once: true,
    });
    press(document.createElement("button"), "b", { cancelable: true });
    expect(commands).toEqual([]);
  });

  it("can do without single letters, for those who speak to their computer", () => {
    singles = false;
    press(document.createElement("button"), "b");
    press(document.createElement("button"), "z", { ctrlKey: true });
    expect(commands).toEqual([{ do: "undo" }]);
  });
});
