import type { Section } from "../reading/section.ts";
import type { Kept } from "./kept.ts";
import { wordsOf } from "./words.ts";

/** What is new since the last visit, for readers who asked for that: until then nothing is kept of a visit. */
export interface Fresh {
  /** Turns it on or off, for all threads on this device. */
  turn(on: boolean): void;
  /** Goes to the next new comment; after the last one to the first. */
  next(): void;
}

/** Marks the comments of a section that are new to this device. */
export function markFresh(section: Section, kept: Kept): Fresh {
  const { root, find } = section;
  const word = wordsOf(section);
  let seen: string | null = null;

  function look(): void {
    const tick = find<HTMLInputElement>('[name="fresh"]');
    if (seen === null && tick?.checked) kept.set("fresh", "yes");
    const on = kept.get("fresh") !== "";
    if (tick) tick.checked = on;
    if (!on) return;
    const name = `seen ${section.url()}`;
    seen ??= kept.get(name);
    const [number, time] = seen.split(" ") as [string, string?];
    let [latest, newest] = kept.get(name).split(" ") as [string, string?];
    for (const item of root.querySelectorAll<HTMLElement>("li.an-item:not(.an-unsent)")) {
      const own = item.id.replace("comment-", "");
      const at = item.querySelector<HTMLTimeElement>(":scope > .an-comment time")?.dateTime ?? "";
      if (Number(own) > Number(latest)) latest = own;
      if (at > (newest ?? "")) newest = at;
      // A reply may arrive long after it was written, and numbers of several nodes are not in one order.
      const isNew = seen !== "" && (Number(own) > Number(number) || at > (time ?? ""));
      if (isNew && !item.matches(".an-fresh") && !item.querySelector(":scope > .an-comment .an-tools")) badge(item);
    }
    kept.set(name, `${latest} ${newest ?? ""}`.trim());
    count();
  }

  function badge(item: HTMLElement): void {
    const by = item.querySelector(":scope > .an-comment .an-by");
    if (!by) return;
    item.classList.add("an-fresh");
    const mark = document.createElement("span");
    mark.className = "an-badge";
    mark.textContent = word("fresh");
    by.append(mark);
  }

  const fresh = () => [...root.querySelectorAll<HTMLElement>("li.an-fresh")];

  function count(): void {
    const button = find(".an-next-new");
    const number = button?.querySelector(".an-count");
    if (!button || !number) return;
    button.hidden = fresh().length === 0;
    number.textContent = `(${fresh().length})`;
  }

  section.onDrawn(look);
  return {
    turn(on) {
      kept.set("fresh", on ? "yes" : "");
      if (on) return look();
      kept.set(`seen ${section.url()}`, "");
      for (const item of fresh()) {
        item.classList.remove("an-fresh");
        item.querySelector(":scope > .an-comment .an-by > .an-badge:last-child")?.remove();
      }
      count();
    },
    next() {
      const all = fresh();
      const at = document.activeElement as HTMLElement | null;
      const after = all.find((item) => at && !item.contains(at) && (at.compareDocumentPosition(item) & 4) !== 0);
      const inside = at ? all.indexOf(at) : -1;
      const item = inside >= 0 ? all[(inside + 1) % all.length] : (after ?? all[0]);
      if (item) section.goTo(item);
    },
  };
}
