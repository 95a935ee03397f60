import type { Section } from "../reading/section.ts";
import { listOf } from "./items.ts";
import type { Kept } from "./kept.ts";
import { mergeItems } from "./place.ts";

/**
 * Follows a link to another page or order of the thread without leaving the blog's. Such a link carries the query of the
 * fragment; one that fails is followed as it is.
 */
export function followPages(section: Section, kept: Kept): (link: HTMLElement) => Promise<void> {
  const { ask, find } = section;

  async function follow(link: HTMLAnchorElement, query: string): Promise<void> {
    const target = () => (link.hash ? find(link.hash) : null);
    const place = target();
    if (place && link.matches(".an-answered")) return section.goTo(place);
    const fresh = await ask(query);
    if (link.closest(".an-pages, .an-rest")) return add(link, fresh);
    if (link.closest(".an-order ul")) {
      const chosen = new URLSearchParams(query);
      kept.set("sort", chosen.get("sort") ?? kept.get("sort"));
      kept.set("view", chosen.get("view") ?? "tree");
    }
    section.show(fresh);
    const shown = target();
    if (shown) section.goTo(shown);
    else find(`.an-order [data-query="${query}"]`)?.focus();
  }

  /** More comments come to those that are there; the link leads on from them, or goes. */
  function add(link: HTMLAnchorElement, fresh: DocumentFragment): void {
    const list = listOf(find(".antiphon"));
    const more = listOf(fresh.querySelector(".antiphon"));
    const isBack = link.rel.includes("prev");
    const onward = fresh.querySelector(`.an-pages [rel~=${isBack ? "prev" : "next"}]`);
    const first = mergeItems(section, list, more, isBack);
    const { parentElement } = link;
    if (onward) link.replaceWith(onward);
    else link.remove();
    if (!parentElement?.childElementCount) parentElement?.remove();
    section.drawn();
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  return (asked) => {
    const link = asked as HTMLAnchorElement;
    return follow(link, link.dataset["query"] ?? "").catch(() => location.assign(link.href));
  };
}
