import { isAnythingKept } from "./kept.ts";
import type { Section } from "./section.ts";

/** What is loaded when a section comes near, when something is used, or is kept for this reader. */
export interface Later {
  write(section: Section): void;
  /** Tells who runs the blog why nothing could be shown although the node is there. */
  explain(section: Section): void;
}

/** The links, buttons and ticks that mean nothing, or something else, before that is there. */
const needing = "[data-do],[data-query],label.an-scripted";

/** Whether a click asks for something else than the link itself, such as a new tab. */
export function isSpecial(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

/** Loads the part for writing once it is needed, and gives it what was asked for meanwhile. */
export function writeLater(section: Section, load: () => Promise<boolean>): void {
  const { root, gone } = section;
  const options = { signal: gone };
  let isHere = false;
  let isHeld = false;

  const bring = async () => {
    isHere ||= await load();
  };

  /** What comes too early is done again when it can be; where nothing comes, links and forms work by themselves. */
  function hold(event: Event, again: () => void): void {
    if (isHere) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isHeld) return;
    isHeld = true;
    void bring().then(() => {
      const before = isHere;
      isHeld = false;
      isHere = true;
      again();
      isHere = before;
    });
  }

  root.addEventListener(
    "click",
    (event) => {
      const target = (event.target as Element).closest<HTMLElement>(needing);
      if (!target || isSpecial(event)) return;
      // A tick is there for who looks later.
      if (target.matches("label")) void bring();
      else hold(event, () => target.click());
    },
    options,
  );
  root.addEventListener(
    "submit",
    (event) => hold(event, () => (event.target as HTMLFormElement).requestSubmit(event.submitter)),
    options,
  );
  root.addEventListener("focusin", (event) => (event.target as Element).closest("form") && void bring(), options);
  const idle = window.requestIdleCallback ?? setTimeout;
  const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && idle(() => void bring()), {
    rootMargin: "300px",
  });
  gone.addEventListener("abort", () => near.disconnect());
  section.onDrawn(() => {
    near.disconnect();
    // What is new is asked for once the thread is seen, and what writing needs once a form is.
    for (const place of section.live() === "off" ? root.querySelectorAll("form:not(.an-votes)") : root.children)
      near.observe(place);
    if (isAnythingKept()) void bring();
  });
}
