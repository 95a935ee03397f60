import type { Section } from "../reading/section.ts";
import { badge, listOf, numberOf } from "../writing/items.ts";
import { mergeItems, takeHead } from "../writing/place.ts";
import { word } from "../writing/words.ts";

const mostPages = 3;

/**
 * Puts what is missing among the comments that are there, marks it as new, and goes to the first of it; text that is
 * being typed stays where it is. What has no place among them is shown with its page instead. `query` is the order in
 * which the thread is read. Throws when the node does not answer.
 */
export async function letIn(section: Section, query: string, missing: () => number[]): Promise<void> {
  const { root } = section;
  const items = () => [...root.querySelectorAll<HTMLElement>("li.an-item")];
  const before = new Set(items().map(numberOf));
  const awaited = missing().map(String);

  for (let page = 0; page < mostPages; page++) {
    const [number] = missing();
    const wish = number === undefined ? query : `${query && `${query}&`}comment=${number}`;
    const fresh = await section.ask(wish || undefined);
    if (!merge(section, fresh, query.includes("sort=newest"))) {
      section.show(fresh);
      break;
    }
    if (!missing().length) break;
  }
  const young = items().filter((item) =>
    awaited.length ? awaited.includes(numberOf(item)) : !before.has(numberOf(item)),
  );
  for (const item of young) badge(item, word(section, "fresh"));
  section.drawn();
  if (young[0]) section.goTo(young[0], "nearest");
}

/** Whether all of a page could be put among what is there without leaving a gap, and something was new. */
function merge(section: Section, fresh: DocumentFragment, isUpward: boolean): boolean {
  const { find } = section;
  const home = find(".antiphon");
  const thread = fresh.querySelector<HTMLElement>(".antiphon");
  const more = listOf(thread);
  if (!home || !thread || !more) return false;
  const joins = [...more.children].some((item) => find(`#${item.id}`));
  if (!joins && (find(".an-pages") || fresh.querySelector(".an-pages"))) return false;
  if (!mergeItems(section, listOf(home), more, isUpward)) return false;
  find("p.an-empty")?.remove();
  takeHead(section, fresh);
  home.dataset["shown"] = thread.dataset["shown"] ?? "";
  return true;
}
