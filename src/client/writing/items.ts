/*
 * How comments stand in the page: what a script may rely on of their markup.
 */

/** The number of a comment. */
export function numberOf({ id }: Element): string {
  return id.replace("comment-", "");
}

/** Of a comment itself, not of the answers below it, what a selector finds. */
export function within<T extends HTMLElement = HTMLElement>(item: Element | null, selector: string): T | null {
  return item?.querySelector<T>(`:scope > .an-comment ${selector}`) ?? null;
}

/** The list of the answers to a comment, or of a thread's comments. */
export function listOf(home: ParentNode | null): HTMLElement | null {
  return home?.querySelector<HTMLElement>(":scope > .an-list") ?? null;
}

/** Marks a comment as new. */
export function badge(item: Element, text: string): void {
  const mark = document.createElement("span");
  mark.className = "an-badge";
  mark.textContent = text;
  item.classList.add("an-fresh");
  within(item, ".an-by")?.append(mark);
}
