import { beforeEach, describe, expect, it } from "vitest";
import type { ChatSidebar } from "../../chat/sidebar";
import { Part } from "../later";
import { ChatBeside } from "./chat_beside";

const FACE = { name: "Mia", hue: 1, guest: true };

describe("the chat beside a drawing, before its code has come", () => {
  let come: (() => void) | undefined;
  let fail: (() => void) | undefined;
  let host: HTMLElement;
  let typed: string[];
  let chat: ChatBeside;

  beforeEach(() => {
    document.body.innerHTML = `<main id="paper" tabindex="0"></main><button></button>
      <aside hidden><textarea class="field" aria-label="Say something"></textarea></aside>`;
    host = element("aside");
    typed = [];
    const load = () =>
      new Promise<() => ChatSidebar>((resolve, reject) => {
        come = () => resolve(() => stub() as unknown as ChatSidebar);
        fail = reject;
      });
    chat = new ChatBeside(host, new Part(load, () => {}), FACE);
  });

  function element(selector: string): HTMLElement {
    return document.querySelector(selector) as HTMLElement;
  }

  /** The part of a sidebar that is used. */
  function stub() {
    return {
      get isOpen() {
        return !host.hidden;
      },
      toggle: () => host.toggleAttribute("hidden"),
      close: () => host.toggleAttribute("hidden", true),
      takeOver: (words: string) => typed.push(words),
      focus: () => element(".field").focus(),
    };
  }

  function type(words: string): void {
    const field = document.activeElement as HTMLTextAreaElement;
    field.value += words;
  }

  const turn = () => new Promise(setImmediate);

  it("takes words, which go on in its field", async () => {
    chat.toggle();
    type("hi");
    come?.();
    await turn();
    expect(typed).toEqual(["hi"]);
    expect(document.activeElement).toBe(element(".field"));
    expect(document.querySelectorAll("textarea")).toHaveLength(1);
  });

  it("leaves whoever went on to something else where they are, and keeps their words", async () => {
    chat.toggle();
    type("hi");
    element("button").focus();
    come?.();
    await turn();
    expect(typed).toEqual(["hi"]);
    expect(document.activeElement).toBe(element("button"));
  });

  it("is closed again by Escape, which keeps the words", async () => {
    chat.toggle();
    type("hi");
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(document.activeElement).toBe(element("#paper"));
    come?.();
    await turn();
    expect(typed).toEqual(["hi"]);
    expect(host.hidden).toBe(true);
    expect(document.activeElement).toBe(element("#paper"));
  });

  it("gives the keys back to the paper where the code cannot be had", async () => {
    chat.toggle();
    type("hi");
    fail?.();
    await turn();
    expect(document.activeElement).toBe(element("#paper"));
    expect(document.querySelectorAll("textarea")).toHaveLength(1);
  });
});
