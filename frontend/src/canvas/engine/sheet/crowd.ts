/** Where most of what lies on a sheet is. (pure) */

import { erases } from "../marks/matter";
import type { Bounds } from "../view/bounds";
import { crowd } from "../view/crop";
import type { Laid } from "./sheet";

/** The edges of most of the ink of some items, as thumbnails show it; null where there is none. */
export function crowdOf(items: readonly Laid[]): Bounds | null {
  return crowd(items.filter((item) => !erases(item)).map(({ bounds }) => bounds));
}
