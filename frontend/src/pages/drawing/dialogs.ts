/** The drawing page's dialogs, by their names in `data-opens`; some wait for what is in them. */

import { Describing } from "../../ui/drawing/describing";
import { confirmIn, openDialog, type Prepare, wireDialogs } from "../../ui/drawing/dialogs";
import { chooseSingles } from "../../ui/drawing/shortcuts";
import { find } from "../../ui/elements";
import type { Parts } from "./parts";
import type { Studio } from "./studio";

export class Dialogs {
  readonly #prepared: Readonly<Record<string, Prepare>>;

  constructor({ engine, page, session, shelf, toasts, turns }: Studio, parts: Parts) {
    const describing = new Describing(find(document, "#describe", HTMLDialogElement), {
      session,
      tell: (news) => toasts.show(news, "captions"),
    });
    this.#prepared = {
      share: (open) => parts.share.use(open),
      describe: (open) => {
        const picture = parts.selection.made?.picture;
        if (!picture) return;
        describing.begin(picture);
        open();
      },
      download: (open) => parts.download.use(open),
      credits: (open) =>
        parts.credits.use((list) => {
          list.show(engine.visibleStrokes(), session.participants);
          open();
        }),
    };
    wireDialogs(document);
    const singles = find(document, "#single-keys", HTMLInputElement);
    singles.addEventListener("change", () => chooseSingles(shelf, singles.checked));
    if (page.right !== "own") return;
    confirmIn(find(document, "#replace", HTMLDialogElement), () =>
      parts.share.use((share) => void share.replaceLink()),
    );
    confirmIn(find(document, "#clear", HTMLDialogElement), () => turns.take(() => session.clear()));
  }

  /** If it is `wanted` still when what it waits for is there; `pressed`: by a key. */
  open(name: string, pressed: boolean, wanted: () => boolean): void {
    const open = () => wanted() && openDialog(document, name, pressed);
    const prepare = this.#prepared[name];
    if (prepare) prepare(open);
    else open();
  }
}
