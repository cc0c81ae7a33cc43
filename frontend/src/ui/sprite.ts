/** The icons' sprite, and icons that are on the page already. */

let sprite: string | null = null;

/** Shows another icon in an <svg class="icon"> that is there already. */
export function swapIcon(svg: Element, name: string): void {
  svg.querySelector("use")?.setAttribute("href", `${spriteAddress()}#lucide-${name}`);
}

/** Its address has a fingerprint that only the server knows: the page's own icons say it. */
export function spriteAddress(): string {
  sprite ??= document.querySelector(".icon use")?.getAttribute("href")?.split("#")[0] ?? null;
  return sprite ?? "/static/icons.svg";
}
