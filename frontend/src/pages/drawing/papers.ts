/** The colours of the paper: what is chosen, and what it is now. */

import { Papers } from "../../ui/drawing/papers";
import { element, type Studio } from "./studio";

export function papersOf({ engine, pencase, session }: Studio): Papers {
  const choose = (color: number) => session.colorPaper(color);
  const papers = new Papers(element("#papers"), { choose, ink: () => pencase.grip.color });
  papers.show(engine.paperColor);
  return papers;
}
