/** How a drawing is taken away: what the dialog for it asks of the page. */

import type { filmed } from "../../replay/timelapse/video";
import { DownloadDialog } from "../../ui/drawing/download";
import type { ShareDialog } from "../../ui/drawing/share";
import { find } from "../../ui/elements";
import type { Part } from "../../ui/later";
import type { Studio } from "./studio";

interface Beside {
  readonly share: Part<ShareDialog>;
  readonly film: Part<typeof filmed>;
}

export function downloads({ engine, page, session }: Studio, { share, film }: Beside) {
  const pictureUrl = (): string => share.made?.pictureUrl ?? page.urls.picture;
  return new DownloadDialog(find(document, "#download", HTMLDialogElement), pictureUrl, {
    all: () => engine.strokeBounds(),
    view: () => engine.viewport.bounds,
    title: () => document.title.replace(/ · DrawnBy$/, ""),
    film: async (type, progress, signal): Promise<Blob> => {
      const make = await film.bring();
      if (!make) throw new Error("its code cannot be had");
      const after = pictureUrl().replace(/\.png$/, "/log/after/");
      return make()({ log: page.log, after, head: session.applied }, type, progress, signal);
    },
  });
}
