/** What the first stroke does without: dialogs, the chat, tools that few take up. */

import type { Look } from "../../ui/drawing/colour_picker";
import { find } from "../../ui/elements";
import { announce, element, imagesAddress, replayAddress, type Studio } from "./studio";

export type Parts = ReturnType<typeof laterParts>;

export interface Told {
  /** A colour was chosen, for the pen and for what is picked. */
  dip(color: number): void;
  /** The view goes along with somebody else than before, or with nobody. */
  followed(): void;
}

export function laterParts(studio: Studio, { dip, followed }: Told) {
  const { chatButton, clock, engine, later, page, paper, pencase } = studio;
  const { session, shelf, socket, supplies, tab, toasts } = studio;
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
    const { Lookout } = await import("../../ui/drawing/lookout/lookout");
    return () =>
      new Lookout({
        ...{ place: element("#lookout"), engine, clock, followed, announce },
        person: (number) => session.participants.get(number),
        tell: (news) => toasts.show(news, "users"),
        back: () => paper.focus({ preventScroll: true }),
      });
  });
  const others = later.part(async () => {
    const { OthersWork } = await import("./others");
    return () => new OthersWork(studio);
  });
  const selection = later.part(async () => {
    const { Selection } = await import("../../ui/drawing/selection");
    return () =>
      new Selection({
        ...{ paper, layer: element("#picked"), bar: element("#picked-bar") },
        ...{ engine, session, clock },
        othersWork: (author) => others.use((made) => made.refuseChange(author)),
        color: () => pencase.grip.color,
        tell: (news) => toasts.show(news, "circle-alert"),
        announce: (news) => {
          element("#pen-news").textContent = news;
        },
      });
  });
  return {
    share,
    film,
    lookout,
    others,
    selection,
    placing: later.part(async () => {
      const { Placing } = await import("../../ui/drawing/placing");
      const { decoded } = await import("../../ui/drawing/bringing");
      const { IndexedPictures } = await import("../../canvas/outbox/pictures");
      return () =>
        new Placing({
          ...{ engine, session, clock },
          waiting: new IndexedPictures(tab, { drawing: page.uid, author: page.you.number }),
          address: imagesAddress,
          token: () => find(document, "input[name=csrfmiddlewaretoken]", HTMLInputElement).value,
          decode: decoded,
          standIn: (name, picture) => supplies.standIn(name, picture),
          supply: (digest, picture) => supplies.give(digest, picture),
          begins: () => pencase.take("select"),
          placed: (id) => selection.use((made) => made.pickPlaced(id)),
          tell: (news, icon) => toasts.show(news, icon),
        });
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
      const { ChatSidebar } = await import("../../chat/sidebar");
      const { RoomForChat } = await import("../../ui/drawing/room_for_chat");
      const room = new RoomForChat(engine);
      return () =>
        new ChatSidebar(element("#chat"), socket, page.room, {
          shelf,
          watch: (at) => `${replayAddress()}#at=${at}`,
          unread: (count) => chatButton.unread(count),
          toggled(open, asked) {
            chatButton.toggled(open);
            if (!open) room.giveBack();
            else if (asked) room.make(element("#chat"));
          },
        });
    }),
    download: later.part(async () => {
      const { DownloadDialog } = await import("../../ui/drawing/download");
      const pictureUrl = (): string => share.made?.pictureUrl ?? page.urls.picture;
      return () =>
        new DownloadDialog(find(document, "#download", HTMLDialogElement), pictureUrl, {
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
