import { expect, it, vi } from "vitest";
import { Viewport } from "../../canvas/engine/view/viewport";
import type { Placing } from "../../ui/drawing/placing";
import { Turns } from "../../ui/early/turns";
import { Part } from "../../ui/later";
import { connectPictures } from "./pictures";
import type { Studio } from "./studio";

const FILE = new File(["pixels"], "boat.png", { type: "image/png" });

it("places what is pasted on what was seen then, however late its code comes", async () => {
  const viewAt = (x: number) => new Viewport({ x, y: 0 }, 1, { width: 800, height: 600 }, 1);
  const [engine, place] = [{ viewport: viewAt(0) }, vi.fn()];
  let come = (): void => {};
  const code = new Promise<() => Placing>((resolve) => {
    come = () => resolve(() => ({ place }) as unknown as Placing);
  });
  const studio = { engine, turns: new Turns() } as unknown as Studio;
  const mouse = { x: 300, y: 200 };
  connectPictures(studio, new Part(() => code, vi.fn()), () => mouse);
  const paste = new Event("paste", { cancelable: true });
  document.dispatchEvent(
    Object.assign(paste, { clipboardData: { types: ["Files"], files: [FILE] } }),
  );
  expect(paste.defaultPrevented).toBe(true);
  const seen = engine.viewport;
  engine.viewport = viewAt(5_000);
  come();
  await new Promise((done) => setTimeout(done));
  expect(place).toHaveBeenCalledExactlyOnceWith([FILE], mouse, seen);
});
