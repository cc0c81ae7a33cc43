/** An icon of the sprite, as the template tag draws it, for what is rendered here. */

import { html, type TemplateResult } from "lit/html.js";

let sprite: string | null = null;

export function icon(name: string, size: "" | "small" = ""): TemplateResult {
  return html`<svg class="icon ${size}" width="20" height="20" aria-hidden="true">
    <use href="${spriteAddress()}#lucide-${name}"></use>
  </svg>`;
}

/** Shows another icon in an <svg class="icon"> that is there already. */
export function swapIcon(svg: Element, name: string): void {
  svg.querySelector("use")?.setAttribute("href", `${spriteAddress()}#lucide-${name}`);
}

/** Its address has a fingerprint that only the server knows: the page's own icons say it. */
function spriteAddress(): string {
  sprite ??= document.querySelector(".icon use")?.getAttribute("href")?.split("#")[0] ?? null;
  return sprite ?? "/static/icons.svg";
}
