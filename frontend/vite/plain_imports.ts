/**
 * Leaves `import()` what it is. Vite wraps it in what would first fetch the style sheets of the part;
 * ours have none of their own (tests/bench/test_bundle.py), and the wrapping weighs as much as a tool.
 */

import type { Plugin } from "vite";

const WRAPPING = "\0vite/preload-helper.js";

export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "pre",
    load: (id) => (id === WRAPPING ? "export const __vitePreload = (load) => load();" : null),
  };
}
