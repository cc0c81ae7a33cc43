import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const names = new URL("../src/ui/icons.json", import.meta.url);
const icons = new URL("../node_modules/lucide-static/icons/", import.meta.url);

/**
 * Makes icons.svg: one <symbol id="lucide-…"> for each name in src/ui/icons.json, used as
 * <svg><use href="…/icons.svg#lucide-…"/></svg>. The width of the lines is left to the style sheet.
 */
export function iconSprite(): Plugin {
  return {
    name: "icon-sprite",
    buildStart() {
      this.addWatchFile(fileURLToPath(names));
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "icons.svg", source: sprite() });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.split("?")[0]?.endsWith("/icons.svg")) return next();
        response.setHeader("Content-Type", "image/svg+xml");
        response.end(sprite());
      });
    },
  };
}

function sprite(): string {
  const listed = JSON.parse(readFileSync(names, "utf8")) as string[];
  const symbols = listed.map(symbol).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`;
}

function symbol(name: string): string {
  const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(read(name))?.[1];
  if (shapes === undefined) throw new Error(`lucide's ${name}.svg is not a picture`);
  return [
    `<symbol id="lucide-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"`,
    ` stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s+/g, " ").trim()}</symbol>`,
  ].join("");
}

function read(name: string): string {
  try {
    return readFileSync(new URL(`${name}.svg`, icons), "utf8");
  } catch (cause) {
    throw new Error(`src/ui/icons.json names ${name}, which lucide does not have`, { cause });
  }
}
