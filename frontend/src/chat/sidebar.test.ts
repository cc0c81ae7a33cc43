import { beforeEach, describe, expect, it } from "vitest";
import { Socket } from "../sockets";
import { TestSocketPair } from "../sockets/testing/pair";
import type { Shelf } from "../ui/shelf";
import type { Line } from "./messages";
import { ChatSidebar } from "./sidebar";

const CHANNEL = "chat-studio";
const MARKUP = `<button data-close></button>
  <div data-log><ul data-lines></ul><p data-typing></p></div><p data-heard></p>
  <form data-composer><p data-note hidden></p><textarea></textarea><button type="submit"></button></form>`;

function line(seq: number, text = `line ${seq}`): Line {
  const id = seq.toString(16).padStart(32, "0");
  return { seq, id, key: "tom", name: "Tom", hue: 1, guest: false, text, at: 1000 * seq };
}

class Drawer implements Shelf {
  kept: unknown = null;

  read(): unknown {
    return this.kept;
  }

  write(_name: string, value: unknown): void {
    this.kept = value;
  }
}

describe("the chat beside a drawing", () => {
  let pair: TestSocketPair;
  let host: HTMLElement;
  let drawer: Drawer;
  let unread: number[];
  let chat: ChatSidebar;
  let toggled: [open: boolean, asked: boolean][];
  let ids: number;

  beforeEach(() => {
    pair = new TestSocketPair();
    host = document.createElement("aside");
    host.hidden = true;
    host.innerHTML = MARKUP;
    document.body.replaceChildren(host);
    drawer = new Drawer();
    unread = [];
    toggled = [];
    ids = 0;
  });

  function start(lines: readonly Line[], maySpeak = true): void {
    const socket = new Socket("ws://here/socket", pair.options);
    chat = new ChatSidebar(host, socket, "studio", {
      shelf: drawer,
      unread: (count) => unread.push(count),
      toggled: (...how) => toggled.push(how),
      watch: (at) => `/replay#at=${at}`,
      surroundings: {
        newId: () => (0xab + ids++).toString(16).repeat(16),
        now: () => pair.clock.now(),
        after: (ms, task) => pair.clock.after(ms, task),
      },
    });
    pair.wire.connected();
    pair.wire.tell("subscribed", CHANNEL, { handle: 1 });
    const head = lines.at(-1)?.seq ?? 0;
    tell({ type: "entered", head, lines, you: "mia", may_speak: maySpeak });
    pair.wire.take();
  }

  function tell(data: unknown): void {
    pair.wire.tell("message", CHANNEL, data);
  }

  function hear(said: Line): void {
    pair.wire.tell("batch", CHANNEL, [[99, { type: "said", line: said }]]);
  }

  function write(text: string, key: KeyboardEventInit = { key: "Enter" }): void {
    const field = host.querySelector("textarea");
    if (!field) throw new Error("no field");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
  }

  const sent = () =>
    (pair.wire.take() as [string, string, { type: string; text?: string }][]).map((f) => f[2]);
  const shown = (selector: string) =>
    [...host.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim());

  it("takes a talk one comes into as read, and counts what is said from then on", () => {
    start([line(1), line(2)]);
    expect(unread.at(-1)).toBe(0);
    hear(line(3));
    expect(unread.at(-1)).toBe(1);
    chat.open();
    expect(unread.at(-1)).toBe(0);
    expect(drawer.kept).toBe(3);
  });

  it("tells the page that opens it by itself from the person who asks for it", () => {
    start([]);
    chat.open();
    chat.toggle();
    chat.toggle();
    expect(toggled).toEqual([[true, false], [false, true], [true, true]]); // biome-ignore format: one line
  });

  it("shows where the new lines begin to one who was away", () => {
    drawer.kept = 1;
    start([line(1), line(2)]);
    expect(unread.at(-1)).toBe(1);
    chat.open();
    expect(shown(".chat-new")).toEqual(["New"]);
  });

  it("leads from what was said to what was drawn then", () => {
    start([line(1), line(2)]);
    chat.open();
    const [link] = host.querySelectorAll<HTMLAnchorElement>("a");
    expect(link?.getAttribute("href")).toBe("/replay#at=1000");
    expect(shown("a")[0]).toBe("Watch this part");
  });

  it("shows words as words, whatever they look like", () => {
    start([line(1, "<img src=x onerror=alert(1)>")]);
    chat.open();
    expect(host.querySelector("img")).toBeNull();
    expect(shown(".chat-text")).toEqual(["<img src=x onerror=alert(1)>"]);
  });

  it("says a line with Enter, and begins a new one with Shift and Enter", () => {
    start([]);
    chat.open();
    write("one", { key: "Enter", shiftKey: true });
    write("two", { key: "Enter", isComposing: true });
    expect(sent().filter(({ type }) => type === "say")).toEqual([]);
    write("  three ");
    expect(sent().filter(({ type }) => type === "say")).toMatchObject([{ text: "three" }]);
  });

  it("says what was typed with Enter before there was a field, and keeps the rest in it", () => {
    start([]);
    chat.open();
    chat.takeOver("hi\nthere\n");
    chat.takeOver("\nwe");
    const said = sent().filter(({ type }) => type === "say");
    expect(said.map(({ text }) => text)).toEqual(["hi", "there"]);
    expect(host.querySelector("textarea")?.value).toBe("we");
  });

  it("does not say nothing, nor more than a line may hold", () => {
    start([]);
    chat.open();
    write("   \n ");
    write("x".repeat(2_001));
    expect(sent().filter(({ type }) => type === "say")).toEqual([]);
    expect(shown("[data-note]")).toEqual(["1 letter too long"]);
  });

  it("says why a line was not kept, and offers to try again", () => {
    start([]);
    chat.open();
    write("one");
    sent();
    tell({ type: "refused", id: "ab".repeat(16), reason: "Wait a moment.", final: false });
    expect(shown(".chat-unsent.failed .chat-text")).toEqual(["one"]);
    host.querySelector<HTMLElement>(".chat-unsent button")?.click();
    expect(sent()).toMatchObject([{ type: "say", text: "one" }]);
  });

  it("says who writes until they have said it", () => {
    start([]);
    pair.wire.tell("batch", CHANNEL, [[99, { type: "typing", key: "tom", name: "Tom" }]]);
    expect(shown("[data-typing]")).toEqual(["Tom is typing…"]);
    hear(line(1));
    expect(shown("[data-typing]")).toEqual([""]);
  });

  it("lets watchers read, not write", () => {
    start([line(1)], false);
    chat.open();
    expect(host.querySelector("textarea")?.disabled).toBe(true);
    expect(shown(".chat-text")).toEqual(["line 1"]);
  });

  it("closes with Escape", () => {
    start([]);
    chat.open();
    host.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(chat.isOpen).toBe(false);
  });
});
