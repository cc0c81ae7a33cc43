/** Sharing: where its dialog is, and who tells what came of it. */

import { ShareDialog } from "../../ui/drawing/share";
import { find } from "../../ui/elements";
import type { Studio } from "./studio";

export function shareOf({ page, toasts }: Studio): ShareDialog {
  return new ShareDialog(find(document, "#share", HTMLDialogElement), page, {
    done: (text) => toasts.show(text),
    trouble: (text) => toasts.show(text, "circle-alert"),
  });
}
