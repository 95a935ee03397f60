import { closingWords, type Level, type Levels, levelWords, ways, wayWords } from "../../domain/level.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import { changeThread } from "../publish/keep-page.ts";
import { createWriteDown } from "./write-down.ts";

/** What is decided for one thread; what is left out goes by its blog. */
export interface ThreadChoices {
  levels: Levels;
  guestsStay: boolean;
  /** Days after which it closes, 0 for never; null where it goes by its blog. */
  closeAfterDays: number | null;
}

/**
 * Decides what becomes of new comments on one thread, when it closes, and whether those of visitors stay here; what is left
 * out goes by its blog again. The page follows at once. Throws `not-found`.
 */
export function createSetThreadLevels(world: Pick<World, "threads" | "ids" | "secrets" | "clock" | "debts" | "audit">) {
  const writeDown = createWriteDown(world);
  return async function setThreadLevels(id: string, choices: ThreadChoices, by: Moderator): Promise<Thread> {
    const thread = await world.threads.get(id);
    if (!thread) throw new Problem("not-found", "There is no such post.");
    const { levels = {}, guestsStay = false, closeAfterDays = null } = thread;
    const detail = difference(describe({ levels, guestsStay, closeAfterDays }), describe(choices));
    if (detail === null) return thread;
    const changed = await changeThread(world, thread, () => ({ set: choices, owes: ["thread"] }));
    const label = thread.page.title || thread.page.url;
    await writeDown({ by, act: "level.thread", site: thread.site, subject: id, label, detail });
    await world.debts.settled("thread");
    return changed;
  };
}

type Facts = Readonly<Record<string, string>>;

const asTheBlogSays = "as the blog says";

function describe({ levels, guestsStay, closeAfterDays }: ThreadChoices): Facts {
  const words = (level: Level | undefined) => (level ? levelWords[level] : asTheBlogSays);
  return {
    ...Object.fromEntries(ways.map((way) => [wayWords[way], words(levels[way])])),
    Closes: closeAfterDays === null ? asTheBlogSays : closingWords(closeAfterDays),
    "Visitors’ comments to the fediverse": guestsStay ? "no" : asTheBlogSays,
  };
}

/** What changed, for the log; null when nothing did. */
function difference(before: Facts, after: Facts): string | null {
  const changes = Object.keys(after).filter((name) => before[name] !== after[name]);
  if (changes.length === 0) return null;
  return `${changes.map((name) => `${name}: ${before[name]} → ${after[name]}`).join("; ")}.`;
}
