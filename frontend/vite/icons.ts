import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const names = new URL("../src/ui/icons.json", import.meta.url);
const lucide = new URL("../node_modules/@iconify-json/lucide/icons.json", import.meta.url);

/** Every icon in one file: as a file each they take a third of the packages' time to come. */
interface Lucide {
  readonly icons: Readonly<Record<string, { readonly body: string }>>;
  readonly aliases: Readonly<Record<string, { readonly parent: string }>>;
}

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
  const listed = read<string[]>(names);
  const drawn = read<Lucide>(lucide);
  const symbols = listed.map((name) => symbol(name, drawn)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`;
}

function symbol(name: string, { icons, aliases }: Lucide): string {
  const icon = icons[name] ?? icons[aliases[name]?.parent ?? ""];
  if (icon === undefined)
    throw new Error(`src/ui/icons.json names ${name}, which lucide does not have`);
  const shapes = icon.body.replace(/ (fill="none"|stroke(-\w+)?="[^"]*")/g, "");
  return [
    `<symbol id="lucide-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"`,
    ` stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`,
  ].join("");
}

function read<Read>(file: URL): Read {
  return JSON.parse(readFileSync(file, "utf8")) as Read;
}
