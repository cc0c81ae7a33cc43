import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./vite/icons.ts";

export default defineConfig({
  base: "/static/",
  plugins: [iconSprite()],
  publicDir: false,
  server: { host: "127.0.0.1", port: 5173, strictPort: true, origin: "http://127.0.0.1:5173" },
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0, // a data: font or script would need a hole in the Content-Security-Policy
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages() },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"], passWithNoTests: true },
});

/** Every file of src/pages is an entry: one page's composition root. */
function pages(): string[] {
  return readdirSync(new URL("src/pages", import.meta.url))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `src/pages/${name}`);
}
