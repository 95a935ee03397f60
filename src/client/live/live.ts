import type { Section } from "../reading/section.ts";
import { say, word } from "../writing/words.ts";
import { createBar } from "./bar.ts";
import { letIn } from "./let-in.ts";
import { createLines } from "./lines.ts";
import { openTally } from "./tally.ts";

/** Browsers open six connections to a host, for all tabs together. */
const lines = createLines({ most: 2, pollMs: 60_000 });

/**
 * Tells the reader of a section what has come since it was drawn: nothing moves by itself. Returns what lets it in, once
 * the reader asks for that.
 */
export function openLive(section: Section): () => Promise<void> {
  const { gone, find, onDrawn } = section;
  const tally = openTally(section);
  const bar = createBar(section);
  let address = "";
  let hangUp = () => {};

  function show(): void {
    // Until the node has answered, a comment of one's own looks like somebody else's.
    if (find(".an-unsent .an-foot[hidden]")) return;
    const told = [tally.takeAnswers() ? word(section, "answered") : "", bar.show(tally.count())].filter(Boolean);
    if (told.length) say(section, told.join(" "));
  }

  if (section.live() !== "off") {
    gone.addEventListener("abort", () => hangUp());
    onDrawn(() => {
      tally.look();
      show();
      const next = `${section.node()}/live?url=${encodeURIComponent(section.url())}`;
      if (next === address || !find(".antiphon")) return;
      hangUp();
      address = next;
      hangUp = lines(address, (news) => {
        tally.hear(news);
        show();
      });
    });
  }
  return async () => {
    const query = find(".an-order [aria-current]")?.dataset["query"] ?? "";
    await letIn(section, query, tally.missing).then(tally.begin, () => undefined);
    show();
  };
}
