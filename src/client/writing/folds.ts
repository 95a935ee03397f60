import type { Section } from "../reading/section.ts";
import { listOf, numberOf, within } from "./items.ts";
import type { Kept } from "./kept.ts";

/** Lets branches be folded away, and keeps on this device which ones are. */
export function foldBranches({ root, gone, find, onDrawn }: Section, kept: Kept): (button: HTMLElement) => void {
  const folded = () => kept.list("folded");

  function turn(item: Element | null, open: boolean): void {
    const list = listOf(item);
    // Who followed a link to a comment wants to see it.
    if (!list || (!open && list.querySelector(".an-new"))) return;
    // A search in the page looks into what is hidden in this way; where that is not known, it is hidden as ever.
    if (open) list.removeAttribute("hidden");
    else list.setAttribute("hidden", "until-found");
    within(item, ".an-fold")?.setAttribute("aria-expanded", String(open));
  }

  root.addEventListener("beforematch", ({ target }) => turn((target as Element).parentElement, true), { signal: gone });
  onDrawn(() => {
    for (const number of folded()) turn(find(`#comment-${number}`), false);
  });
  return (button) => {
    const item = button.closest("li");
    if (!item) return;
    const number = numberOf(item);
    const open = button.ariaExpanded === "false";
    const others = folded().filter((one) => one !== number);
    find(".an-new")?.classList.remove("an-new");
    turn(item, open);
    kept.set("folded", (open ? others : [number, ...others]).slice(0, 200).join(" "));
  };
}
