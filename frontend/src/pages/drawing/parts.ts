/** What the first stroke does without: dialogs, the chat, tools that few take up. */

import { element, type Studio } from "./studio";

export type Parts = ReturnType<typeof laterParts>;

export interface Told {
  /** A colour was chosen, for the pen and for what is picked. */
  dip(color: number): void;
  /** The view goes along with somebody else than before, or with nobody. */
  followed(): void;
  /** Other things can be undone or redone than before. */
  turned(): void;
}

export function laterParts(studio: Studio, { dip, followed, turned }: Told) {
  const { clock, engine, later, page, paper, pencase, session } = studio;
  const share = later.part(
    () => import("./share"),
    (code) => code.shareOf(studio),
  );
  const film = later.part(
    () => import("../../replay/timelapse/video"),
    (code) => code.filmed,
  );
  const lookout = later.part(
    () => import("./lookout"),
    (code) => code.lookoutOf(studio, followed),
  );
  const others = later.part(
    () => import("./others"),
    (code) => new code.OthersWork(studio),
  );
  const selection = later.part(
    () => import("./picking"),
    (code) => code.selectionOf(studio, others),
  );
  return {
    share,
    film,
    lookout,
    others,
    selection,
    placing: later.part(
      () => import("./placing"),
      (code) => code.placingOf(studio, selection, turned),
    ),
    people: later.part(
      () => import("./people"),
      (code) => code.peopleOf(studio, lookout),
    ),
    colours: later.part(
      () => import("../../ui/drawing/colours"),
      (code) => new code.ColourPanel(element("#colours"), dip),
    ),
    cursors: later.part(
      () => import("./cursors"),
      (code) => code.cursorsOf(studio),
    ),
    wayBack: later.part(
      () => import("./way_back"),
      (code) => new code.WayBack(studio),
    ),
    zoom: later.part(
      () => import("../../ui/drawing/zoom"),
      (code) => new code.ZoomControls(document, engine, clock),
    ),
    papers: later.part(
      () => import("./papers"),
      (code) => code.papersOf(studio),
    ),
    fading: later.part(
      () => import("./fading"),
      (code) => code.fadingOf(studio),
    ),
    tip: later.part(
      () => import("./credit_tip"),
      (code) => new code.DrawingsTip(studio),
    ),
    chat: later.part(
      () => import("./chat"),
      (code) => code.chatOf(studio),
    ),
    described: later.part(
      () => import("../../ui/drawing/described"),
      (code) => new code.DescribedPictures(element("#described"), studio),
    ),
    download: later.part(
      () => import("./downloading"),
      (code) => code.downloads(studio, { share, film }),
    ),
    gone: later.part(
      () => import("../../ui/drawing/gone"),
      (code) => code.showGone,
    ),
    credits: later.part(
      () => import("../../ui/drawing/credit_list"),
      (code) => new code.CreditList(element("#credits"), page.created_at),
    ),
    who: later.part(
      () => import("./who"),
      (code) => code.whoOf(studio),
    ),
    writing: later.part(
      () => import("../../ui/drawing/writing"),
      (code) => new code.Writing({ paper, engine, session, hand: () => pencase.grip }),
    ),
    picker: later.part(
      () => import("./colour_picker"),
      (code) => code.pickerOf(studio, dip),
    ),
    /** Its code is asked for by whoever paints: see supplies.ts. */
    pencil: later.part(
      () => import("../../canvas/engine/marks/pencil"),
      () => null,
    ),
    keyHand: later.part(
      () => import("./key_hand"),
      (code) => code.keyHandOf(studio),
    ),
    shaper: later.part(
      () => import("../../canvas/engine/hands/shaper"),
      (code) => new code.Shaper(engine.penPaper, engine.newId, () => engine.hands.onstroke),
    ),
    wiper: later.part(
      () => import("./wiper"),
      (code) => code.wiperOf(studio, others),
    ),
  };
}
