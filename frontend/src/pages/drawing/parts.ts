/** What the first stroke does without: dialogs, the chat, tools that few take up. */

import { element, type Studio } from "./studio";

export type Parts = ReturnType<typeof laterParts>;

export interface Told {
  /** A colour was chosen, for the pen and for what is picked. */
  dip(color: number): void;
  /** The view goes along with somebody else than before, or with nobody. */
  followed(): void;
}

export function laterParts(studio: Studio, { dip, followed }: Told) {
  const { clock, engine, later, page, paper, pencase, session } = studio;
  /** What is made of code once it has come. */
  const part = <Code, Made>(load: () => Promise<Code>, make: (code: Code) => Made) =>
    later.part(async () => {
      const code = await load();
      return () => make(code);
    });
  const share = part(
    () => import("./share"),
    (code) => code.shareOf(studio),
  );
  const film = later.part(async () => {
    const { filmed } = await import("../../replay/timelapse/video");
    return () => filmed;
  });
  const lookout = part(
    () => import("./lookout"),
    (code) => code.lookoutOf(studio, followed),
  );
  const others = part(
    () => import("./others"),
    (code) => new code.OthersWork(studio),
  );
  const selection = part(
    () => import("./picking"),
    (code) => code.selectionOf(studio, others),
  );
  return {
    share,
    film,
    lookout,
    others,
    selection,
    placing: part(
      () => import("./placing"),
      (code) => code.placingOf(studio, selection),
    ),
    people: part(
      () => import("./people"),
      (code) => code.peopleOf(studio, lookout),
    ),
    colours: part(
      () => import("../../ui/drawing/colours"),
      (code) => new code.ColourPanel(element("#colours"), dip),
    ),
    cursors: part(
      () => import("./cursors"),
      (code) => code.cursorsOf(studio),
    ),
    papers: part(
      () => import("./papers"),
      (code) => code.papersOf(studio),
    ),
    fading: part(
      () => import("../../ui/drawing/fade"),
      (code) => new code.Fading(document, clock),
    ),
    tip: part(
      () => import("./credit_tip"),
      (code) => new code.DrawingsTip(studio),
    ),
    chat: part(
      () => import("./chat"),
      (code) => code.chatOf(studio),
    ),
    download: part(
      () => import("./downloading"),
      (code) => code.downloads(studio, { share, film }),
    ),
    gone: part(
      () => import("../../ui/drawing/gone"),
      (code) => code.showGone,
    ),
    credits: part(
      () => import("../../ui/drawing/credit_list"),
      (code) => new code.CreditList(element("#credits"), page.created_at),
    ),
    who: part(
      () => import("./who"),
      (code) => code.whoOf(studio),
    ),
    writing: part(
      () => import("../../ui/drawing/writing"),
      (code) => new code.Writing({ paper, engine, session, hand: () => pencase.grip }),
    ),
    picker: part(
      () => import("./colour_picker"),
      (code) => code.pickerOf(studio, dip),
    ),
    /** Its code is asked for by whoever paints: see supplies.ts. */
    pencil: part(
      () => import("../../canvas/engine/marks/pencil"),
      () => null,
    ),
    shaper: part(
      () => import("../../canvas/engine/hands/shaper"),
      (code) => new code.Shaper(engine.penPaper, engine.newId, () => engine.hands.onstroke),
    ),
    wiper: part(
      () => import("./wiper"),
      (code) => code.wiperOf(studio, others),
    ),
  };
}
