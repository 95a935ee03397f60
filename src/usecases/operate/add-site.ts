import { asWebUrl, homeAt, isHome } from "../../domain/address.ts";
import { domainFault, handleFor, nameFault, typedHandle } from "../../domain/handle.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { newSite } from "../../domain/new-site.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { pollJob } from "../publish/take-feed.ts";
import { nodesModeration } from "./change-node.ts";

/** What is typed for a blog that is to be added; handle and feed may be left empty. */
export interface NewSiteGiven {
  home: string;
  handle: string;
  feed: string;
}

export type NewSiteField = keyof NewSiteGiven;

/** The blog that was added, or what is wrong with what was typed, by field. */
export type AddedSite =
  | { kind: "added"; site: Site }
  | { kind: "faults"; faults: Partial<Record<NewSiteField, string>> };

type Needs = Pick<World, "sites" | "settings" | "jobs" | "audit" | "clock" | "ids">;

const longestUrl = 2_048;

/**
 * Adds a blog: from then on it is served, and its feed is looked for. `node` is the node's own address, where no blog can
 * live; `decided` says what is decided for each blog from outside.
 */
export function createAddSite(world: Needs, node: string, decided: (site: Site) => Partial<Site>) {
  const writeDown = createWriteDown(world);

  return async function addSite(given: NewSiteGiven, by: Moderator): Promise<AddedSite> {
    const served = await world.sites.all();
    const away = await world.sites.putAway();
    const faults: Partial<Record<NewSiteField, string>> = {};
    const home = readHome(given.home.trim(), served, away, node);
    const feed = given.feed.trim() === "" ? null : asWebUrl(given.feed.trim());
    if (given.feed.trim() !== "" && (feed === null || given.feed.length > longestUrl))
      faults.feed = "Type the whole address of a feed, such as https://blog.example.org/feed.xml, or nothing.";
    if ("fault" in home) faults.home = home.fault;
    const taken = new Set([...served, ...away].map((site) => site.handle));
    const { name, domain } = typedHandle(given.handle.trim());
    const handle = name === "" && "home" in home ? handleFor(home.home, taken) : name;
    const wrong = nameFault(handle) ?? (domain === null ? null : domainFault(domain));
    if (handle !== "" && wrong !== null) faults.handle = `The name ${wrong}.`;
    else if (taken.has(handle)) faults.handle = `Another blog of this node speaks as “${handle}”: take another name.`;
    if ("fault" in home || Object.keys(faults).length > 0) return { kind: "faults", faults };

    const now = world.clock.now();
    const begun = newSite(
      { _id: world.ids.opaque(), home: home.home, handle, handleDomain: domain, feed: feed?.href ?? null },
      now,
    );
    const usual = { ...begun, moderation: await nodesModeration(world) };
    const site = { ...usual, ...decided(usual) };
    await world.sites.add(site);
    await world.jobs.put([pollJob(site)], now);
    const detail = `It speaks as ${handle}${domain === null ? "" : `@${domain}`}.`;
    await writeDown({ by, act: "site.add", site: site._id, subject: site._id, label: site.home, detail });
    return { kind: "added", site };
  };
}

/** The address of a new blog, or why it cannot live there. */
function readHome(
  typed: string,
  served: readonly Site[],
  away: readonly Site[],
  node: string,
): { home: string } | { fault: string } {
  const url = typed.length <= longestUrl ? asWebUrl(typed) : null;
  if (!url) return { fault: "Type the whole address of the front page, such as https://blog.example.org/." };
  if (url.origin === node) return { fault: "That is the address of this node itself: a blog lives elsewhere." };
  const home = homeAt(url);
  const there = served.find((site) => isHome(site, home));
  if (there) return { fault: `“${there.name}” lives there already.` };
  const before = away.find((site) => isHome(site, home));
  return before
    ? { fault: `“${before.name}” was put away. Put it back instead, further down on this page.` }
    : { home };
}
