import type { Section } from "../reading/section.ts";
import { counted } from "../writing/words.ts";

/** The bar that says how many comments wait. It lies over the thread, so that it moves nothing. */
export interface Bar {
  /** Shows a count, or goes away at 0; whether it was not there before. */
  show(count: number): boolean;
  text(): string;
  busy(is: boolean): void;
}

/** The bar of a section; a press of it asks for what waits. */
export function createBar(section: Section, ask: () => void): Bar {
  const bar = document.createElement("div");
  const button = document.createElement("button");
  bar.className = "an-live";
  button.className = "an-button";
  button.type = "button";
  button.onclick = ask;
  bar.append(button);

  return {
    show(count) {
      const wasThere = bar.isConnected;
      if (section.root.getAttribute("live") === "title")
        document.title = `${count ? `(${count}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
      if (!count) bar.remove();
      else {
        const text = counted(section, "waiting", count);
        if (button.textContent !== text) button.textContent = text;
        if (!wasThere) section.find(".antiphon > .an-list")?.before(bar);
      }
      return count > 0 && !wasThere;
    },
    text: () => button.textContent ?? "",
    busy(is) {
      button.ariaBusy = String(is);
    },
  };
}
