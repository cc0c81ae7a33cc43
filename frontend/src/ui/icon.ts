/** An icon of the sprite, as the template tag draws it, for what is rendered here. */

import { html, type TemplateResult } from "lit/html.js";
import { spriteAddress } from "./sprite";

export function icon(name: string, size: "" | "small" = ""): TemplateResult {
  return html`<svg class="icon ${size}" width="20" height="20" aria-hidden="true">
    <use href="${spriteAddress()}#lucide-${name}"></use>
  </svg>`;
}
