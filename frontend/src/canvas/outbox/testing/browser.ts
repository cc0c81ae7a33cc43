/** Runs the contract on the real thing: bundled and evaluated in a browser by e2e/test_offline.py. */

import { IndexedOutbox } from "../indexed";
import type { Owner } from "../outbox";
import { LockedTab } from "../tabs";
import { type OpenTab, OUTBOX_CONTRACT } from "./contract";

/** By case: what went wrong, or "" where nothing did. */
export async function runContract(): Promise<Record<string, string>> {
  const results: Record<string, string> = {};
  for (const [name, run] of Object.entries(OUTBOX_CONTRACT)) {
    const open = anotherBrowser(`contract ${name}`);
    results[name] = await run(open).then(() => "", String);
  }
  return results;
}

function anotherBrowser(database: string): OpenTab {
  return (owner: Owner) => {
    const tab = new LockedTab();
    return {
      outbox: new IndexedOutbox(tab, owner, database),
      async close() {
        tab.close();
        const watcher = new LockedTab();
        while ((await watcher.living()).has(tab.name)); // the browser takes its time to release
        watcher.close();
      },
    };
  };
}

Object.assign(globalThis, { runContract });
