import { type Section, wantedNumber } from "./section.ts";

/** Lets links to single comments stay on the blog's page, and brings who follows one to its comment. */
export function followAnchors(section: Section): void {
  let reached = "";

  /** Whether there was nowhere to go, or the comment is here. */
  function arrive(): boolean {
    const number = wantedNumber();
    if (reached === number) return true;
    const item = section.find(`#comment-${number}`);
    if (item) goTo(item);
    if (item) reached = number;
    return item !== null;
  }

  section.onDrawn(() => {
    for (const link of section.root.querySelectorAll<HTMLAnchorElement>("a.an-time"))
      link.href = location.pathname + location.search + link.hash;
    arrive();
  });
  const follow = () => {
    reached = "";
    if (!arrive()) section.load().catch(() => undefined);
  };
  addEventListener("hashchange", follow, { signal: section.gone });
}

/** Brings a comment into view at once, with the focus and an outline; branches that it lies in are unfolded. */
export function goTo(item: HTMLElement, block: ScrollLogicalPosition = "start"): void {
  for (const old of (item.getRootNode() as ParentNode).querySelectorAll(".an-new, .an-target"))
    old.classList.remove("an-new", "an-target");
  item.classList.add("an-new");
  for (let list = item.closest<HTMLElement>("[hidden]"); list; list = item.closest<HTMLElement>("[hidden]")) {
    list.hidden = false;
    list.parentElement?.querySelector(".an-fold")?.setAttribute("aria-expanded", "true");
  }
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block, behavior: "instant" });
}
