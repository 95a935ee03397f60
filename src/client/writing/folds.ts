import type { Section } from "../reading/section.ts";
import { listOf, numberOf, within } from "./items.ts";
import type { Kept } from "./kept.ts";

/** Lets branches be folded away, and keeps on this device which ones are. */
export function foldBranches({ find, onDrawn }: Section, kept: Kept): (button: HTMLElement) => void {
  const folded = () => kept.list("folded");

  function turn(item: Element | null, open: boolean): void {
    const list = listOf(item);
    // Who followed a link to a comment wants to see it.
    if (!list || (!open && list.querySelector(".an-new"))) return;
    list.hidden = !open;
    within(item, ".an-fold")?.setAttribute("aria-expanded", String(open));
  }

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
