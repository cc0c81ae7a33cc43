/** The engine's news, led to where they are shown or sent. */

import { toHex } from "../../canvas/messages";
import { ERASER, UNITS_PER_PIXEL } from "../../canvas/strokes";
import type { Manners } from "../../ui/drawing/manner";
import { PointerTold } from "../../ui/drawing/pointer_told";
import { closePopovers } from "../../ui/drawing/popovers";
import { say } from "../../ui/words";
import type { Meeting } from "./meeting";
import type { Parts } from "./parts";
import type { Studio } from "./studio";

export interface Around {
  readonly parts: Parts;
  readonly meeting: Meeting;
  readonly manners: Manners;
}

export function connectEngine(studio: Studio, around: Around): void {
  connectPen(studio, around);
  connectPointer(studio, around);
  connectView(studio, around);
  connectPaper(studio, around);
  connectParts(studio, around);
}

/** One's own stroke, from the first touch on. */
function connectPen({ engine, session, turns }: Studio, { parts }: Around): void {
  engine.hands.onstroke = {
    begin() {
      closePopovers(document); // by itself one closes when the pen lifts
      parts.fading.made?.begin();
    },
    ink: (id, offset, piece) => session.ink(id, offset, piece),
    redraw: (id, whole, before) => session.redraw(id, whole, before),
    commit(id, stroke) {
      parts.fading.made?.end();
      session.commit(id, stroke);
      turns.overtake(toHex(id));
      // The eraser takes anybody's ink: who first does so is told.
      if (stroke.style.tool === ERASER) void parts.others.begin((others) => others.rubbed(stroke));
    },
    drop(id) {
      parts.fading.made?.end();
      session.drop(id);
    },
  };
}

function connectPointer(studio: Studio, { parts, manners, meeting }: Around): void {
  const { clock, engine, pencase, session, toasts } = studio;
  const told = new PointerTold(clock, (x16, y16) => {
    const { held, tool } = pencase.grip;
    if (engine.hands.pen.down) return; // its ink says where it is
    if (!meeting.company.isAlone && held !== "hand") session.cursor(x16, y16, tool);
  });
  engine.hands.onpointer = (x16, y16) => {
    const at = { x: x16 / UNITS_PER_PIXEL, y: y16 / UNITS_PER_PIXEL };
    const { x, y } = engine.viewport.toScreen(at);
    parts.fading.made?.move(x, y);
    told.at(x16, y16);
  };
  engine.hands.onpen = () => {
    if (manners.meetPen()) toasts.show(say("pen.seen"), "pencil");
  };
}

function connectView({ engine }: Studio, { parts }: Around): void {
  engine.onwhole = () => void parts.wayBack.begin((made) => made.go());
  engine.onlost = (lost) => void parts.wayBack.begin((made) => made.offer(lost));
  engine.onviewport = () => {
    parts.cursors.made?.follow();
    parts.writing.made?.follow();
    parts.tip.made?.follow();
    parts.zoom.made?.show(engine.viewport.zoom);
    parts.selection.made?.show();
    parts.lookout.made?.look();
  };
  engine.onsteer = () => parts.lookout.made?.leave();
}

function connectPaper({ engine, pencase }: Studio, { parts }: Around): void {
  engine.onpaper = (color) => {
    parts.papers.made?.show(color);
    pencase.lieOn(color);
  };
}

function connectParts({ engine }: Studio, { parts }: Around): void {
  engine.hands.pen.onrest = () => {
    // Who only holds still does not miss it.
    void parts.shaper.begin((shaper) => engine.hands.reshape(shaper));
  };
  engine.onchanged = () => {
    parts.selection.made?.refresh();
    parts.tip.made?.review();
  };
}
