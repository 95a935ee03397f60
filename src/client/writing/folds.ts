import type { Section } from "../reading/section.ts";
import type { Kept } from "./kept.ts";

/** Lets branches be folded away, and keeps on this device which ones are. */
export function foldBranches({ root, find, onDrawn }: Section, kept: Kept): (button: HTMLElement) => void {
  const folded = () => kept.get("folded").split(" ").filter(Boolean);

  function turn(number: string, open: boolean): void {
    const item = find(`#comment-${number}`);
    const list = item?.querySelector<HTMLElement>(":scope > .an-list");
    // Who followed a link to a comment wants to see it.
    if (!list || (!open && list.querySelector(".an-new"))) return;
    list.hidden = !open;
    item?.querySelector(":scope > .an-comment .an-fold")?.setAttribute("aria-expanded", String(open));
  }

  onDrawn(() => {
    if (root.querySelector(".an-fold")) for (const number of folded()) turn(number, false);
  });
  return (button) => {
    const number = button.closest("li")?.id.replace("comment-", "") ?? "";
    const open = button.getAttribute("aria-expanded") === "false";
    const others = folded().filter((one) => one !== number);
    find(".an-new")?.classList.remove("an-new");
    turn(number, open);
    kept.set("folded", (open ? others : [number, ...others]).slice(0, 200).join(" "));
  };
}
