/** What the first stroke does without: dialogs, the chat, tools that few take up. */

import type { Look } from "../../ui/drawing/colour_picker";
import { find } from "../../ui/elements";
import { element, type Studio } from "./studio";

export type Parts = ReturnType<typeof laterParts>;

export interface Told {
  /** A colour was chosen, for the pen and for what is picked. */
  dip(color: number): void;
  /** The view goes along with somebody else than before, or with nobody. */
  followed(): void;
}

export function laterParts(studio: Studio, { dip, followed }: Told) {
  const { clock, engine, later, page, paper, pencase } = studio;
  const { session, toasts } = studio;
  const share = later.part(async () => {
    const { ShareDialog } = await import("../../ui/drawing/share");
    return () =>
      new ShareDialog(find(document, "#share", HTMLDialogElement), page, {
        done: (text) => toasts.show(text),
        trouble: (text) => toasts.show(text, "circle-alert"),
      });
  });
  const film = later.part(async () => {
    const { filmed } = await import("../../replay/timelapse/video");
    return () => filmed;
  });
  const lookout = later.part(async () => {
    const { lookoutOf } = await import("./lookout");
    return () => lookoutOf(studio, followed);
  });
  const others = later.part(async () => {
    const { OthersWork } = await import("./others");
    return () => new OthersWork(studio);
  });
  const selection = later.part(async () => {
    const { selectionOf } = await import("./picking");
    return () => selectionOf(studio, others);
  });
  return {
    share,
    film,
    lookout,
    others,
    selection,
    placing: later.part(async () => {
      const { placingOf } = await import("./placing");
      return () => placingOf(studio, selection);
    }),
    people: later.part(async () => {
      const { PeoplePanel } = await import("../../ui/drawing/people");
      return () =>
        new PeoplePanel(element("#people-button"), element("#people"), {
          introduce: (change) => session.introduce(change),
          goTo: (number) => lookout.use((made) => made.goTo(number)),
          follow: (number) => lookout.use((made) => made.choose(number)),
        });
    }),
    colours: later.part(async () => {
      const { ColourPanel } = await import("../../ui/drawing/colours");
      return () => new ColourPanel(element("#colours"), dip);
    }),
    cursors: later.part(async () => {
      const { Cursors } = await import("../../ui/drawing/cursors");
      const view = () => engine.viewport;
      return () => new Cursors(element("#cursors"), clock, view, () => engine.hands.pen.down);
    }),
    papers: later.part(async () => {
      const { Papers } = await import("../../ui/drawing/papers");
      const choose = (color: number) => session.colorPaper(color);
      return () => {
        const papers = new Papers(element("#papers"), { choose, ink: () => pencase.grip.color });
        papers.show(engine.paperColor);
        return papers;
      };
    }),
    tip: later.part(async () => {
      const { DrawingsTip } = await import("./credit_tip");
      return () => new DrawingsTip(studio);
    }),
    chat: later.part(async () => {
      const { chatOf } = await import("./chat");
      return () => chatOf(studio);
    }),
    download: later.part(async () => {
      const { downloads } = await import("./downloading");
      return () => downloads(studio, { share, film });
    }),
    gone: later.part(async () => {
      const { showGone } = await import("../../ui/drawing/gone");
      return () => showGone;
    }),
    credits: later.part(async () => {
      const { CreditList } = await import("../../ui/drawing/credit_list");
      return () => new CreditList(element("#credits"), page.created_at);
    }),
    who: later.part(async () => {
      const { WhoDrewWhat } = await import("../../ui/drawing/who");
      const openers = [element("#who-button"), element(".bar [popovertarget=menu]")];
      const people = () => session.participants;
      return () => new WhoDrewWhat(element("#legend"), openers, engine, clock, people);
    }),
    writing: later.part(async () => {
      const { Writing } = await import("../../ui/drawing/writing");
      return () => new Writing({ paper, engine, session, hand: () => pencase.grip });
    }),
    picker: later.part(async () => {
      const { ColourPicker } = await import("../../ui/drawing/colour_picker");
      const { around } = await import("../../canvas/engine/around");
      const look: Look = (place, side) => around(engine, place, side);
      const closed = () => paper.focus({ preventScroll: true });
      return () => new ColourPicker(element("#picking"), look, { picked: dip, closed });
    }),
    /** Its code is asked for by whoever paints: see supplies.ts. */
    pencil: later.part(async () => {
      await import("../../canvas/engine/marks/pencil");
      return () => null;
    }),
    shaper: later.part(async () => {
      const { Shaper } = await import("../../canvas/engine/hands/shaper");
      return () => new Shaper(engine.penPaper, engine.newId, () => engine.hands.onstroke);
    }),
    wiper: later.part(async () => {
      const { Wiper } = await import("../../canvas/engine/hands/wiper");
      return () =>
        new Wiper(engine, {
          may: ({ author }) => session.right === "own" || author === session.you,
          shows: (id) => session.shows(id),
          remove: (ids) => session.remove(ids),
          refused: (author) => others.use((made) => made.refuseWipe(author)),
        });
    }),
  };
}
