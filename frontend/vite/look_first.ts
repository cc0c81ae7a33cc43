/**
 * Links the look that all pages share before what a page adds to it. As a style sheet that comes with
 * no script of its own it would be the last.
 */

import type { Plugin } from "vite";

const SHARED = /\/look-[^/]*\.css$/;

export function lookFirst(): Plugin {
  return {
    name: "look-first",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        const sheets = chunk.type === "chunk" ? chunk.viteMetadata?.importedCss : undefined;
        for (const sheet of [...(sheets ?? [])].filter((one) => !SHARED.test(one))) {
          sheets?.delete(sheet);
          sheets?.add(sheet); // behind the others
        }
      }
    },
  };
}
