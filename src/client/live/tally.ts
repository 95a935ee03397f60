import type { Section } from "../reading/section.ts";
import type { News } from "./lines.ts";

/** What has come to a thread since it was drawn, as far as the page does not show it. */
export interface Tally {
  hear(news: News): void;
  /** Looks whether the thread was drawn anew, which begins the count anew. */
  look(): void;
  /** Begins anew: what came is on the page now. */
  begin(): void;
  count(): number;
  /** The numbers of what came and is not on the page, the oldest first. */
  missing(): number[];
  /** Whether somebody answered this reader since this was asked last. */
  takeAnswers(): boolean;
}

/** Counts for a section. What it shows stands in its `data-shown`; own comments are no news. */
export function openTally({ find, own }: Section): Tally {
  let drawn: HTMLElement | null = null;
  let news: News | null = null;
  /** Comments that are no news although they are young: they stand on another page, or came to an answer that was told. */
  const old = new Set<number>();
  const told = new Set<number>();

  const isThere = (number: number) => own.has(String(number)) || find(`#comment-${number}`) !== null;
  const unseen = () => (news?.lately ?? []).filter(([number]) => !old.has(number) && !isThere(number));
  const ahead = () => (news ? news.shown - Number(find(".antiphon")?.dataset["shown"]) : 0);

  function begin(): void {
    for (const [number] of news?.lately ?? []) old.add(number);
  }

  return {
    begin,
    hear(now) {
      const isFirst = !news;
      news = now;
      if (isFirst) for (const [number] of unseen().slice(Math.max(0, ahead()))) old.add(number);
    },
    look() {
      const before = drawn;
      drawn = find(".antiphon");
      if (before && before !== drawn) begin();
    },
    count: () => Math.max(0, unseen().length, ahead()),
    missing: () =>
      unseen()
        .map(([number]) => number)
        .reverse(),
    takeAnswers() {
      const answers = unseen().filter(([number, to]) => own.has(String(to)) && !told.has(number));
      for (const [number] of answers) told.add(number);
      return answers.length > 0;
    },
  };
}
