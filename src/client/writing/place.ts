import type { Section } from "../reading/section.ts";

/** Puts a comment where it belongs: below the one it answers where that is shown, else at the end of the thread. */
export function placeItem({ find }: Pick<Section, "find">, item: HTMLElement): void {
  const parent = item.dataset["parent"] ? find(`#comment-${item.dataset["parent"]}`) : null;
  const home = parent ?? find(".antiphon");
  const before = item.id && find(`#${item.id}`);
  if (before) {
    replaceItem(before, item);
    return;
  }
  let list = home?.querySelector<HTMLElement>(":scope > .an-list");
  if (home && !list) {
    list = document.createElement("ol");
    list.className = "an-list";
    home.append(list);
  }
  list?.append(item);
  find("p.an-empty")?.remove();
}

/** Puts a comment in the place of another form of itself; the answers below it stay. */
export function replaceItem(before: HTMLElement, item: HTMLElement): void {
  const below = before.querySelector(":scope > .an-list");
  before.replaceWith(item);
  if (below) item.append(below);
}

/**
 * Puts the comments of another page among those that are there, each below what it answers, before or after its sisters.
 * Returns the first that is new, or null.
 */
export function mergeItems(
  section: Pick<Section, "find">,
  list: Element,
  more: Element,
  before: boolean,
): HTMLElement | null {
  const edge = before ? list.firstElementChild : null;
  let first: HTMLElement | null = null;
  for (const item of [...more.children] as HTMLElement[]) {
    const known = section.find(`#${item.id}`);
    if (!known) {
      list.insertBefore(item, edge);
      first ??= item;
      continue;
    }
    const below = item.querySelector(":scope > .an-list");
    const there = known.querySelector(":scope > .an-list");
    if (below && there) {
      const added = mergeItems(section, there, below, before);
      first ??= added;
    } else if (below) {
      known.append(below);
      first ??= below.querySelector("li");
    }
  }
  return first;
}

/** Takes over the count in the heading from a thread as it is now; a wrong one is no harm until the next look. */
export function renewHead({ find, ask }: Pick<Section, "find" | "ask">): Promise<void> {
  return ask().then(
    (drawn) => {
      for (const name of [".an-title", ".an-wait"]) {
        const now = drawn.querySelector(name);
        const before = find(name);
        if (now && before) before.textContent = now.textContent;
        else if (now) find(".an-title")?.after(now);
        else before?.remove();
      }
    },
    () => undefined,
  );
}
