import { type Level, type Levels, levelWords, ways, wayWords } from "../../domain/level.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type Site, usualLinks } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { changeThread } from "../publish/keep-page.ts";
import { createWriteDown } from "./write-down.ts";

/** What an owner decides of the comments of a blog. */
export type SiteRules = Required<Pick<Site, "levels" | "closeAfterDays" | "mostLinks" | "accountDays">>;

/** No blog is older. */
const mostDays = 36_500;
const mostLinks = 1_000;

/**
 * Decides what becomes of new comments on one thread; a way that is left out goes by its blog again. The page follows at
 * once. Throws `not-found`.
 */
export function createSetThreadLevels(world: Pick<World, "threads" | "ids" | "secrets" | "clock" | "debts" | "audit">) {
  const writeDown = createWriteDown(world);
  return async function setThreadLevels(id: string, levels: Levels, by: Moderator): Promise<Thread> {
    const thread = await world.threads.get(id);
    if (!thread) throw new Problem("not-found", "There is no such post.");
    const detail = difference(describe(thread.levels ?? {}, "as the blog says"), describe(levels, "as the blog says"));
    if (detail === null) return thread;
    const changed = await changeThread(world, thread, () => ({ set: { levels }, owes: ["thread"] }));
    const label = thread.page.title || thread.page.url;
    await writeDown({ by, act: "level.thread", site: thread.site, subject: id, label, detail });
    await world.debts.settled("thread");
    return changed;
  };
}

/**
 * Decides what becomes of new comments on a blog; what is left out stays as it is. Its pages follow at once. Throws
 * `not-found`, `invalid` for a number that is none.
 */
export function createSetSiteRules(world: Pick<World, "sites" | "clock" | "audit" | "ids">) {
  const writeDown = createWriteDown(world);
  return async function setSiteRules(id: string, rules: Partial<SiteRules>, by: Moderator): Promise<void> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    demandNumber("The days after which threads are closed", rules.closeAfterDays, mostDays);
    demandNumber("The days that an account must be old", rules.accountDays, mostDays);
    demandNumber("The links that a comment may have", rules.mostLinks, mostLinks);
    const detail = difference(describeSite(site), describeSite({ ...site, ...rules }));
    if (detail === null) return;
    await world.sites.set(id, rules);
    await world.sites.raiseEpoch(id);
    await writeDown({ by, act: "level.site", site: id, subject: id, label: site.name, detail });
  };
}

function demandNumber(what: string, value: number | undefined, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return;
  throw new Problem("invalid", `${what} must be a whole number from 0 to ${most.toLocaleString("en")}.`);
}

type Facts = Readonly<Record<string, string>>;

function describe(levels: Levels, otherwise: string): Facts {
  const words = (level: Level | undefined) => (level ? levelWords[level] : otherwise);
  return Object.fromEntries(ways.map((way) => [wayWords[way], words(levels[way])]));
}

function describeSite({ levels = {}, closeAfterDays = 0, accountDays = 0, mostLinks = usualLinks }: Site): Facts {
  return {
    ...describe(levels, "as the node says"),
    "Threads close": closeAfterDays === 0 ? "never" : `after ${closeAfterDays} days`,
    "Links that pass": String(mostLinks),
    "Days that a stranger’s account must be old": String(accountDays),
  };
}

/** What changed, for the log; null when nothing did. */
function difference(before: Facts, after: Facts): string | null {
  const changes = Object.keys(after).filter((name) => before[name] !== after[name]);
  if (changes.length === 0) return null;
  return `${changes.map((name) => `${name}: ${before[name]} → ${after[name]}`).join("; ")}.`;
}
