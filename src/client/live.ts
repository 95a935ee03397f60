import { createBar } from "./live/bar.ts";
import { letIn } from "./live/let-in.ts";
import { createLines } from "./live/lines.ts";
import { openTally } from "./live/tally.ts";
import type { Section } from "./reading/section.ts";
import { say, wordsOf } from "./writing/words.ts";

/** Set by the build: the style of what shows here. */
declare const LIVE_STYLE: string;

/** Browsers open six connections to a host, for all tabs together. */
const lines = createLines({ most: 2, pollMs: 60_000 });

/** Tells the reader of a section what has come since it was drawn, and lets it in when asked: nothing moves by itself. */
export function live(section: Section): void {
  const { gone, find, onDrawn } = section;
  const tally = openTally(section);
  let address = "";
  let hangUp = () => {};

  async function open(): Promise<void> {
    bar.busy(true);
    const query = find(".an-order [aria-current]")?.dataset["query"] ?? "";
    await letIn(section, query, tally.missing).then(tally.begin, () => undefined);
    bar.busy(false);
    show();
  }

  const bar = createBar(section, () => void open());

  function show(): void {
    // Until the node has answered, a comment of one's own looks like somebody else's.
    if (find(".an-unsent .an-foot[hidden]")) return;
    const isNew = bar.show(tally.count());
    const answers = tally.takeAnswers() ? [wordsOf(section)("answered")] : [];
    if (answers.length > 0 || isNew) say(section, [...answers, bar.text()].join(" "));
  }

  if (gone.aborted) return;
  section.dress(LIVE_STYLE);
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
