import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./vite/icons.ts";
import { lookFirst } from "./vite/look_first.ts";
import { plainImports } from "./vite/plain_imports.ts";

const PAGE_OF_SOCKETS = "src/sockets/surroundings.test.ts"; // the layer's one file that meets a page

/**
 * What drawing, replaying and embedding share comes as one file: it is compressed as one. But
 * `pages/begin.ts` stands alone, where a worker reads the log the page does not, words are cleaned where
 * somebody writes some, and where most of the ink is a page that draws asks only in need.
 */
const COMMON = {
  name: "common",
  test: /src\/(canvas|sockets)\/(?!engine\/worker\/(painting_worker|unpacking)|archive\/(fetched|spans)|engine\/(sheet\/crowd|view\/crop)|clean_words|descriptions)|src\/ui\/(words|elements)\.ts/,
  minShareCount: 3,
};

/** So does what several pages begin with, a little of each: a file of its own would take longer. */
const AROUND = {
  name: "around",
  test: /src\/(canvas\/engine\/worker\/begun|ui\/(shelf|sprite|early\/events|drawing\/(popovers|shortcuts|toast)))\.ts/,
  minShareCount: 2,
};

export default defineConfig({
  base: "/static/",
  plugins: [iconSprite(), plainImports(), lookFirst()],
  publicDir: false,
  server: { host: "127.0.0.1", port: 5173, strictPort: true, origin: "http://127.0.0.1:5173" },
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0, // a data: font or script would need a hole in the Content-Security-Policy
    modulePreload: false, // parts of a page come when it idles: nothing waits for what they import
    rolldownOptions: { input: pages(), output: { codeSplitting: { groups: [COMMON, AROUND] } } },
  },
  test: {
    passWithNoTests: true,
    isolate: false, // tests keep no state of modules; starting anew for each file took most of the time
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          environment: "node",
          include: ["src/{canvas,sockets}/**/*.test.ts", "src/replay/*.test.ts"],
          exclude: [PAGE_OF_SOCKETS],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "happy-dom",
          include: ["src/{ui,chat,pages}/**/*.test.ts", PAGE_OF_SOCKETS],
        },
      },
    ],
  },
});

/** Every file of src/pages is an entry: one page's composition root. */
function pages(): string[] {
  return readdirSync(new URL("src/pages", import.meta.url))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `src/pages/${name}`);
}
