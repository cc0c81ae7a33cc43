/** The drawing's dialogs, asked for before their code is there perhaps. */

import { findAll } from "../../ui/elements";
import type { Part } from "../../ui/later";
import type { Dialogs } from "./dialogs";

export interface Asking {
  /** `pressed`: by a key, which pressed again is meant for what has the focus in it. */
  open(name: string, pressed?: boolean): void;
  /** One is on its way: letters are for that. */
  readonly waits: boolean;
}

/** `contents`: parts that come with them. */
export function askingFor(dialogs: Part<Dialogs>, contents: readonly Part<unknown>[]): Asking {
  /** The dialog that somebody wants. */
  let asked = "";

  const open = (name: string, pressed = false): void => {
    asked = name;
    dialogs.use((made) => made.open(name, pressed, () => asked === name));
  };

  for (const button of findAll(document, "[data-opens]", HTMLElement)) {
    button.addEventListener("click", ({ detail }) =>
      open(button.dataset["opens"] ?? "", detail === 0),
    );
  }
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") asked = "";
  });
  return {
    open,
    get waits() {
      return asked !== "" && [dialogs, ...contents].some(({ awaited }) => awaited);
    },
  };
}
