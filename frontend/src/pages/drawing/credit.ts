/** Whose stroke the pointer rests on. */

import type { SceneStroke } from "../../canvas/scene";
import type { Halo } from "../../ui/credit/halo";
import { nobody } from "../../ui/credit/nobody";
import { PAPER_HUES } from "../../ui/credit/tint";
import type { Credited } from "../../ui/credit/tip";
import { watchResting } from "../../ui/drawing/pointing";
import { say } from "../../ui/words";
import type { Parts } from "./parts";
import { replayAddress, type Studio } from "./studio";

/** `fingersDraw`: a finger that rests on the paper asks nothing. */
export function connectCredit(paper: HTMLElement, tip: Parts["tip"], fingersDraw: () => boolean) {
  watchResting(paper, fingersDraw, {
    point: (at) => tip.made?.point(at),
    hide: () => tip.made?.hide(),
  });
}

/** What the tip beside `stroke` says, with a ring around the stroke itself. */
export function credited(
  { page, session }: Studio,
  stroke: SceneStroke,
  halo: Halo,
  agoWords: (ms: number) => string,
): Credited {
  const author = session.participants.get(stroke.author) ?? nobody(stroke.author);
  halo.show(stroke, PAPER_HUES[author.hue % PAPER_HUES.length] ?? 0);
  const ago = agoWords(Date.now() - page.created_at - stroke.at);
  return {
    who: author,
    words: say("credit.drawnByAt", { name: author.name, when: ago }),
    action: say("credit.jump"),
    act: () => location.assign(`${replayAddress()}#stroke=${stroke.id}`),
  };
}
