import { describe, it } from "vitest";
import { OUTBOX_CONTRACT } from "./testing/contract";
import { MemoryBrowser } from "./testing/memory";

describe("the outbox in memory", () => {
  it.each(Object.entries(OUTBOX_CONTRACT))("%s", async (_name, run) => {
    const browser = new MemoryBrowser();
    await run((owner) => {
      const outbox = browser.open(owner);
      return { outbox, close: async () => outbox.close() };
    });
  });
});
