/** The colour that somebody gave the paper, as its element shows it; null: its own. */
export function colorPaper({ style }: HTMLElement, color: number | null): void {
  if (color === null) style.removeProperty("--paper");
  else style.setProperty("--paper", `#${color.toString(16).padStart(6, "0")}`);
}
