// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { takeFiles } from "./opening";

afterEach(() => vi.unstubAllGlobals());

it("says of a file that is too large so, and does not send it", () => {
  const fetched = vi.fn(async () => Response.json({ reason: "refused" }));
  vi.stubGlobal("fetch", fetched);
  document.body.innerHTML = `<form data-open data-most="10" action="/import">
    <input type="file" name="file"><button type="button" data-choose></button>
    <p data-note></p></form>`;
  takeFiles(document);
  const note = document.querySelector("[data-note]") as HTMLElement;
  for (const [size, sent] of [
    [11, 0],
    [10, 1],
  ] as const) {
    const field = document.querySelector("input") as HTMLInputElement;
    const file = new File([new Uint8Array(size)], "a.drawnby");
    Object.defineProperty(field, "files", { value: [file], configurable: true });
    field.dispatchEvent(new Event("change"));
    expect(note.textContent).toMatch(sent ? "Opening it" : "larger than drawings may be");
    expect(fetched).toHaveBeenCalledTimes(sent);
  }
});
