import { isAnythingKept } from "./kept.ts";
import type { Section } from "./section.ts";

/** What is loaded when a section's form comes near, when something is used, or is kept for this reader. */
export interface Later {
  write(section: Section): void;
  /** Tells who runs the blog why nothing could be shown although the node is there. */
  explain(section: Section): void;
}

/** What is loaded once a section is to be seen and the page has nothing else to do. */
export interface Live {
  live(section: Section): void;
}

/** The links and buttons that mean nothing, or something else, before that is there. */
const needing = "a:is(.an-reply, .an-edit, .an-delete, .an-cancel, [data-query]), .an-scripted";

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
  const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && void bring(), {
    rootMargin: "300px",
  });
  gone.addEventListener("abort", () => near.disconnect());
  section.onDrawn(() => {
    near.disconnect();
    for (const form of root.querySelectorAll("form:not(.an-votes)")) near.observe(form);
    if (isAnythingKept()) void bring();
  });
}

/** Acts once a section is seen and the page has nothing else to do. */
export function whenSeen({ root }: Section, act: () => void): void {
  const seen = new IntersectionObserver((all) => {
    if (!all.some((one) => one.isIntersecting)) return;
    seen.disconnect();
    (window.requestIdleCallback ?? setTimeout)(act);
  });
  seen.observe(root);
}
