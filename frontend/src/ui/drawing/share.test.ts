// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PageData } from "./page_data";
import { entitled, ShareDialog } from "./share";

const OLD = "o".repeat(22);

function page(): PageData {
  const here = `/d/${OLD}`;
  return {
    uid: "u",
    key: OLD,
    link: here,
    watch_link: "/d/watch",
    embed: null,
    title: "",
    right: "own",
    access: "draw",
    log: { end: 0, urls: [] },
    room: "room",
    created_at: 0,
    you: { number: 1, name: "Mia", hue: 0, guest: true },
    urls: {
      images: "",
      picture: `${here}.png`,
      access: `${here}/access`,
      branchable: `${here}/branchable`,
      rename: `${here}/rename`,
      replace_link: `${here}/replace-link`,
    },
  };
}

function dialog(): HTMLDialogElement {
  document.body.innerHTML = `<dialog>
    <p class="dialog-lead"></p>
    <input type="radio" name="access" value="closed">
    <input name="csrfmiddlewaretoken" value="token"><input name="link"><div class="share-code"></div>
    <button data-copy="link"></button><button data-copy="watch"></button><button data-send></button>
  </dialog><a href="/accounts/signup/?next=/d/${OLD}">Sign up</a>`;
  return document.querySelector("dialog") as HTMLDialogElement;
}

/** A server that replaces the link it is asked about, and knows no other. */
function serveLinks(): string[] {
  const asked: string[] = [];
  let key = OLD;
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (!url.includes(key)) return Response.json({ reason: "no such link" }, { status: 404 });
    key = String(asked.length).repeat(22);
    return Response.json({ key, link: `/d/${key}`, watch_link: "/d/w", qr: "<svg></svg>" });
  });
  return asked;
}

describe("the share dialog", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("replaces a link it has replaced before, and all that leads to it", async () => {
    const asked = serveLinks();
    const trouble: string[] = [];
    const share = new ShareDialog(dialog(), page(), {
      done: () => {},
      trouble: (text) => trouble.push(text),
    });
    for (let times = 0; times < 3; times++) await share.replaceLink();
    expect(trouble).toEqual([]);
    expect(asked.at(-1)).toBe(`/d/${"2".repeat(22)}/replace-link`);
    expect(share.pictureUrl).toBe(`/d/${"3".repeat(22)}.png`);
    const way = document.querySelector("a")?.getAttribute("href");
    expect(way).toBe(`/accounts/signup/?next=/d/${"3".repeat(22)}`);
  });

  it("says first what the link is good for now", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ access: "closed" }));
    const host = dialog();
    new ShareDialog(host, page(), { done: () => {}, trouble: () => {} });
    host.querySelector("input[name=access]")?.dispatchEvent(new Event("change"));
    await vi.waitFor(() =>
      expect(host.querySelector(".dialog-lead")?.textContent).toContain("Nobody but you"),
    );
  });
});

describe("the code of a frame", () => {
  it("has the title that the drawing has now, whatever that looks like", () => {
    const code =
      '<iframe src="/e/x?a=1&amp;b=2" title="Untitled drawing, drawn together"></iframe>';
    expect(entitled(code, 'Tide "& · DrawnBy')).toBe(
      '<iframe src="/e/x?a=1&amp;b=2" title="Tide &quot;&amp;, drawn together"></iframe>',
    );
    expect(entitled("", "Tide · DrawnBy")).toBe("");
  });
});
