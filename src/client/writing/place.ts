import type { Section } from "../reading/section.ts";
import { listOf } from "./items.ts";

/** Puts a comment where it belongs: below the one it answers where that is shown, else at the end of the thread. */
export function placeItem({ find }: Pick<Section, "find">, item: HTMLElement): void {
  const before = item.id && find(`#${item.id}`);
  if (before) {
    replaceItem(before, item);
    return;
  }
  const { parent } = item.dataset;
  const home = (parent && find(`#comment-${parent}`)) || find(".antiphon");
  let list = listOf(home);
  if (home && !list) {
    list = listOf(find(".antiphon"))?.cloneNode() as HTMLElement;
    home.append(list);
  }
  list?.append(item);
  find("p.an-empty")?.remove();
}

/** Puts a comment in the place of another form of itself; the answers below it stay. */
export function replaceItem(before: HTMLElement, item: HTMLElement): void {
  const below = listOf(before);
  before.replaceWith(item);
  if (below) item.append(below);
}

/**
 * Puts the comments of another page among those that are there, each below what it answers, before or after its sisters.
 * Returns the first that is new, or null.
 */
export function mergeItems(
  section: Pick<Section, "find">,
  list: Element | null,
  more: Element | null,
  before: boolean,
): HTMLElement | null {
  let first: HTMLElement | null = null;
  let last: HTMLElement | null = null;
  for (const item of [...(more?.children ?? [])] as HTMLElement[]) {
    const known = section.find(`#${item.id}`);
    const below = listOf(item);
    const there = listOf(known);
    if (known && below && !there) known.append(below);
    if (!known) {
      if (!before) list?.append(item);
      // What is pinned stands before it.
      else if (last) last.after(item);
      else list?.prepend(item);
    }
    last = known ?? item;
    const added = !known ? item : there ? mergeItems(section, there, below, before) : below?.querySelector("li");
    first ??= added ?? null;
  }
  return first;
}

/** Takes over the count in the heading from a thread as it is now. */
export function takeHead({ find }: Pick<Section, "find">, drawn: ParentNode): void {
  for (const name of [".an-title", ".an-wait"]) {
    const now = drawn.querySelector(name);
    const before = find(name);
    if (!now) before?.remove();
    else if (before) before.replaceWith(now);
    else find(".an-title")?.after(now);
  }
}

/** Asks for that count; a wrong one is no harm until the next look. */
export function renewHead(section: Pick<Section, "find" | "ask">): Promise<void> {
  return section.ask().then(
    (drawn) => takeHead(section, drawn),
    () => undefined,
  );
}
