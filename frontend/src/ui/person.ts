/** People as the interface draws them. */

import { html, type TemplateResult } from "lit/html.js";

export interface Face {
  readonly name: string;
  readonly hue: number;
  readonly guest: boolean;
}

const letters = new Intl.Segmenter();

/** The letter that stands for a name, with the marks that belong to it. */
export function initialOf(name: string): string {
  const [first] = letters.segment(name.normalize("NFC").trim());
  return first?.segment.toLocaleUpperCase() ?? "?";
}

export function avatar(face: Face, classes = ""): TemplateResult {
  const guest = face.guest ? "guest" : "";
  return html`<span class="avatar ${guest} ${classes}" data-hue=${face.hue % 8} aria-hidden="true"
    >${initialOf(face.name)}</span>`;
}
