/** The client of the events layer as plain ES modules: a page imports them without a bundler. */

import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    minify: false, // read by whoever uses it
    modulePreload: { polyfill: false },
    lib: {
      entry: { index: "src/sockets/index.ts", testing: "src/sockets/testing/index.ts" },
      formats: ["es"],
    },
  },
});
