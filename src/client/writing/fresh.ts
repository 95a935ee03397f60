import type { Section } from "../reading/section.ts";
import { badge, numberOf, within } from "./items.ts";
import type { Kept } from "./kept.ts";
import { word } from "./words.ts";

/** `Node.DOCUMENT_POSITION_FOLLOWING`, in fewer letters. */
const following = 4;

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
  const nameOf = () => `seen ${section.url()}`;
  /** The highest number and the latest time of what was there before this visit. */
  let seen: string[] | null = null;

  function look(): void {
    const tick = find<HTMLInputElement>('[name="fresh"]');
    if (!seen && tick?.checked) kept.set("fresh", "yes");
    const on = kept.get("fresh") !== "";
    if (tick) tick.checked = on;
    if (!on) return;
    seen ??= kept.list(nameOf());
    const [before, since = ""] = seen;
    let [latest = "0", newest = ""] = kept.list(nameOf());
    for (const item of root.querySelectorAll<HTMLElement>("li.an-item:not(.an-unsent)")) {
      const number = numberOf(item);
      const at = within<HTMLTimeElement>(item, "time")?.dateTime ?? "";
      if (Number(number) > Number(latest)) latest = number;
      if (at > newest) newest = at;
      // A reply may arrive long after it was written, and numbers of several nodes are not in one order.
      const isNew = before && (Number(number) > Number(before) || at > since);
      if (isNew && at && !item.matches(".an-fresh") && !within(item, ".an-tools")) badge(item, word(section, "fresh"));
    }
    kept.set(nameOf(), `${latest} ${newest}`.trim());
    count();
  }

  const fresh = () => [...root.querySelectorAll<HTMLElement>("li.an-fresh")];

  function count(): void {
    const { length } = fresh();
    find(".an-next-new")?.toggleAttribute("hidden", !length);
    find(".an-next-new .an-count")?.replaceChildren(`(${length})`);
  }

  section.onDrawn(look);
  return {
    turn(on) {
      kept.set("fresh", on ? "yes" : "");
      if (on) return look();
      kept.set(nameOf(), "");
      for (const item of fresh()) {
        item.classList.remove("an-fresh");
        within(item, ".an-by > .an-badge:last-child")?.remove();
      }
      count();
    },
    next() {
      const all = fresh();
      const at = document.activeElement;
      const item = all.find((each) => at && at.compareDocumentPosition(each) & following) ?? all[0];
      if (item) section.goTo(item);
    },
  };
}
