import { isHome, siteOf } from "../../domain/address.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { siteSettings } from "../../domain/site-settings.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { pollingAfter } from "../publish/poll-now.ts";
import { pollJob } from "../publish/take-feed.ts";
import { readForm, type SettingsOutcome, type TypedSettings } from "./read-form.ts";

type Needs = Pick<World, "sites" | "jobs" | "audit" | "clock" | "ids">;

/**
 * Changes the settings of a blog by what was typed for each; what was not typed, or is `fixed` from outside, stays. Its
 * pages follow at once, and every change is written down with what was before. No blog gets an address of another one, or of
 * the node, which is at `node`. Throws `not-found`.
 */
export function createChangeSite(world: Needs, node: string) {
  const writeDown = createWriteDown(world);

  return async function changeSite(
    id: string,
    typed: TypedSettings,
    fixed: ReadonlySet<string>,
    by: Moderator,
  ): Promise<SettingsOutcome> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    const { change, faults, details } = readForm(siteSettings, site, typed, fixed);
    const taken = await takenHome(world, node, site, change.alsoAt ?? []);
    if (taken !== null) faults["alsoAt"] = taken;
    if (Object.keys(faults).length > 0) return { kind: "faults", faults };
    if (details.length === 0) return { kind: "saved", changed: 0 };
    const polling = pollsAnew(change)
      ? { polling: { ...pollingAfter(site.polling, change), nextPollAt: world.clock.now() } }
      : {};
    await world.sites.set(id, { ...change, ...polling });
    await world.sites.raiseEpoch(id);
    if (polling.polling) await world.jobs.put([pollJob({ _id: id, polling: polling.polling })], world.clock.now());
    const detail = `${details.join("; ")}.`;
    await writeDown({ by, act: "site.settings", site: id, subject: id, label: site.name, detail });
    return { kind: "saved", changed: details.length };
  };
}

/**
 * Says which address is that of the node or of another blog, or would take pages of one over; null where none does. Where a
 * blog lives below another one, its further addresses may lie below that one's as well.
 */
async function takenHome(
  world: Pick<World, "sites">,
  node: string,
  site: Site,
  homes: readonly string[],
): Promise<string | null> {
  const all = [...(await world.sites.all()), ...(await world.sites.putAway())];
  const others = all.filter((one) => one._id !== site._id);
  const apart = others.filter((one) => siteOf([one], site.home) === null);
  for (const home of homes) {
    if (new URL(home).host === new URL(node).host) return `${home} is an address of this node itself.`;
    const same = others.find((one) => isHome(one, home));
    if (same) return `${home} is an address of “${same.name}”.`;
    const around = siteOf(apart, home);
    if (around) return `${home} lies within the addresses of “${around.name}”.`;
  }
  return null;
}

/** What is learned of a blog by looking at it. */
const learned = [
  "feed",
  "postsFrom",
  "postsBelow",
  "sourceAt",
  "sourceKey",
  "sendsMembers",
  "decided",
  "alsoAt",
] as const;

/** Whether the blog has to be looked at, as it may say something that it was not listened to for before. */
function pollsAnew(change: Partial<Site>): boolean {
  return learned.some((name) => change[name] !== undefined);
}
