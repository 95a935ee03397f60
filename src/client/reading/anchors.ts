import { type Section, wantedNumber } from "./section.ts";

/** Lets links to single comments stay on the blog's page, and brings who follows one to its comment. */
export function followAnchors(section: Section): void {
  let reached = "";

  /** Whether there was nowhere to go, or the comment is here. */
  function arrive(): boolean {
    const number = wantedNumber();
    if (reached === number) return true;
    const item = section.find(`#comment-${number}`);
    if (!item) return false;
    section.goTo(item);
    reached = number;
    return true;
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
