import type { Section } from "../reading/section.ts";
import { counted } from "../writing/words.ts";

/** The bar that says how many comments wait. It lies over the thread, so that it moves nothing. */
export interface Bar {
  /** Shows a count, or goes away at 0; what it says now, where it said nothing before. */
  show(count: number): string;
}

/** The bar of a section: the server brings it, empty. */
export function createBar(section: Section): Bar {
  return {
    show(count) {
      const bar = section.find(".an-live");
      const text = count ? counted(section, "waiting", count) : "";
      if (section.live() === "title")
        document.title = `${count ? `(${count}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
      if (!bar) return "";
      const wasHidden = bar.hidden;
      bar.hidden = !count;
      bar.firstElementChild?.replaceChildren(text);
      return wasHidden ? text : "";
    },
  };
}
