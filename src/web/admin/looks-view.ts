import { paceWords } from "../../domain/pace-words.ts";
import type { Site } from "../../domain/site.ts";
import { moment } from "./time.ts";

/** The locals of `admin/looks`: how often a blog is looked at for new posts, when that was last, and when it is next. */
export function viewLooks({ feed, polling }: Pick<Site, "feed" | "polling">, now: Date) {
  const { intervalMs, polledAt, nextPollAt, restUntil, gone } = polling;
  return {
    every: intervalMs === undefined ? null : paceWords(intervalMs),
    last: polledAt ? moment(polledAt) : null,
    next: moment(nextPollAt),
    resting: restUntil ? restUntil > now : false,
    stopped: gone !== undefined && gone === feed,
  };
}
