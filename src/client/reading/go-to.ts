/** Brings a comment into view at once, with the focus and an outline; branches that it lies in are unfolded. */
export function goTo(item: HTMLElement, block: ScrollLogicalPosition = "start"): void {
  for (const old of (item.getRootNode() as ParentNode).querySelectorAll(".an-new,.an-target"))
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
