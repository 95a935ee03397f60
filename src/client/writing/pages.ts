import type { Section } from "../reading/section.ts";
import type { Kept } from "./kept.ts";
import { mergeItems } from "./place.ts";

/**
 * Follows a link to another page or order of the thread without leaving the blog's. Such a link carries the query of the
 * fragment; one that fails is followed as it is.
 */
export function followPages(section: Section, kept: Kept): (link: HTMLAnchorElement) => void {
  const { ask, show, drawn, find } = section;

  async function follow(link: HTMLAnchorElement, query: string): Promise<void> {
    const place = link.hash && find(link.hash);
    if (link.matches(".an-answered") && place) return section.goTo(place);
    const fresh = await ask(query);
    const nav = link.closest<HTMLElement>(".an-pages");
    const rest = link.closest<HTMLElement>(".an-rest");
    if (nav || rest) return add(link, fresh, nav, rest);
    if (link.closest(".an-order ul")) keepChoice(new URLSearchParams(query));
    show(fresh);
    const target = link.hash && find(link.hash);
    if (target) section.goTo(target);
    else find(`.an-order [data-query="${query}"]`)?.focus();
  }

  function keepChoice(query: URLSearchParams): void {
    const sort = query.get("sort");
    if (sort) kept.set("sort", sort);
    kept.set("view", query.get("view") ?? "tree");
  }

  /** More comments come to those that are there; the link leads on from them, or goes. */
  function add(link: HTMLElement, fresh: DocumentFragment, nav: HTMLElement | null, rest: HTMLElement | null): void {
    const list = find(".antiphon > .an-list");
    const more = fresh.querySelector(".antiphon > .an-list");
    const rel = link.getAttribute("rel")?.includes("prev") ? "prev" : "next";
    const onward = fresh.querySelector(`.an-pages [rel~="${rel}"]`);
    const first = list && more ? mergeItems(section, list, more, rel === "prev") : null;
    if (onward) link.replaceWith(onward);
    else if (rest) rest.remove();
    else {
      link.remove();
      if (!nav?.childElementCount) nav?.remove();
    }
    drawn();
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  return (link) => {
    link.setAttribute("aria-busy", "true");
    follow(link, link.dataset["query"] ?? "").then(
      () => link.removeAttribute("aria-busy"),
      () => location.assign(link.href),
    );
  };
}
