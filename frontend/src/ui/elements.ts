/** The page's elements, found once and by the right type; a missing one is our mistake, said at once. */

export function find<T extends Element>(
  within: ParentNode,
  selector: string,
  type: abstract new () => T,
): T {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} at ${selector}`);
}

export function findAll<T extends Element>(
  within: ParentNode,
  selector: string,
  type: abstract new () => T,
): T[] {
  return [...within.querySelectorAll(selector)].filter(
    (element): element is T => element instanceof type,
  );
}
