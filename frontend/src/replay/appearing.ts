/** Something as it is when it has a look, which is all that a replay keeps of it. */

import { imageAs, type Look, lookAfter, strokeAs, textAs } from "../canvas/changes";
import { imageMatter, textMatter } from "../canvas/items";
import type { Matter } from "../canvas/scene";

/** How it was made. */
export function lookAsMade({ stroke, text, image }: Matter): Look {
  const anchor = text?.text ?? image;
  if (anchor) return lookAfter(anchor.x, anchor.y, []);
  return lookAfter(stroke.x[0] as number, stroke.y[0] as number, []);
}

/** Something as it is when it looks so. */
export function matterAs({ stroke, text, image }: Matter, look: Look): Matter {
  if (text) return textMatter(textAs(text.text, look));
  return image ? imageMatter(imageAs(image, look)) : { stroke: strokeAs(stroke, look) };
}
