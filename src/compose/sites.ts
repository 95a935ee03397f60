import type { Config, ConfiguredSite } from "../config.ts";
import { pageKey } from "../domain/address.ts";
import { noLetters, type OwnerLetters } from "../domain/owner-letters.ts";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { defaultFeatured, type Site } from "../domain/site.ts";
import { demoName } from "../web/demo/posts.ts";

/** How many of the domains that an account had are remembered. */
const keptDomains = 10;

type Needs = Pick<World, "sites" | "clock" | "ids" | "log">;

/** Where the bundled blog lives on a node. */
export function demoHome(url: string): string {
  return `${url}/demo/`;
}

/**
 * Brings the configured blogs into the store: a new one is added and its actor's name fixed; of one that is there, what
 * the environment sets wins over what the store holds. Throws `conflict` when a name is taken or was another before.
 */
export async function enterSites(world: Needs, config: Config): Promise<void> {
  const stored = await world.sites.all();
  for (const configured of config.sites) {
    const known = stored.find((site) => pageKey(site.home) === pageKey(configured.home));
    if (known) await overrule(world, known, configured, config);
    else await add(world, stored, configured, config);
  }
}

/** Adds the bundled blog, which publishes at once. */
export function enterDemo(world: Needs, config: Config): Promise<void> {
  const demo = { home: demoHome(config.url), handle: "blog", handleDomain: null, feed: null };
  return world.sites.add({ ...newSite(world, demo, config), name: demoName, moderation: "none" });
}

async function add(world: Needs, stored: readonly Site[], configured: ConfiguredSite, config: Config): Promise<void> {
  const taken = stored.find((site) => site.handle === configured.handle);
  if (taken) {
    throw new Problem(
      "conflict",
      `${taken.home} speaks as “${taken.handle}” already. Give ${configured.home} another name with ANTIPHON_HANDLE.`,
    );
  }
  await world.sites.add(newSite(world, configured, config));
  world.log.info({ site: configured.home, handle: configured.handle }, "A blog was added.");
}

async function overrule(world: Needs, site: Site, configured: ConfiguredSite, config: Config): Promise<void> {
  if (config.origins.ANTIPHON_HANDLE !== "default" && site.handle !== configured.handle) {
    throw new Problem(
      "conflict",
      `${site.home} is known as “${site.handle}” on the fediverse, and that name cannot change: set ANTIPHON_HANDLE to it, not to “${configured.handle}”.`,
    );
  }
  const change: Partial<Site> = {
    ...(configured.feed !== null && configured.feed !== site.feed ? newFeed(world, site, configured.feed) : {}),
    ...(config.guests !== null && config.guests !== site.guests ? { guests: config.guests } : {}),
    ...(config.moderation !== null && config.moderation !== site.moderation ? { moderation: config.moderation } : {}),
    ...(config.unlisted !== null && config.unlisted !== site.unlisted ? { unlisted: config.unlisted } : {}),
    ...(config.posts !== null && config.posts !== site.posts ? { posts: config.posts } : {}),
    ...(config.sort !== null && config.sort !== site.sort ? { sort: config.sort } : {}),
    ...(config.votes !== null && config.votes !== site.votes ? { votes: config.votes } : {}),
    ...(config.featured !== null && config.featured !== site.featured ? { featured: config.featured } : {}),
    ...letters(config, site.letters),
    ...(isNewDomain(site, configured, config) ? newDomain(site, configured.handleDomain) : {}),
  };
  if (Object.keys(change).length === 0) return;
  await world.sites.set(site._id, change);
  await world.sites.raiseEpoch(site._id);
}

/** What the environment says of letters, over what was decided before; nothing where that changes nothing. */
function letters({ letters: set }: Config, before: OwnerLetters = noLetters): Partial<Site> {
  const { to, about, pace } = set;
  const after = { to: to ?? before.to, about: about ?? before.about, pace: pace ?? before.pace };
  return JSON.stringify(after) === JSON.stringify(before) ? {} : { letters: after };
}

/** Unlike the name, the domain may change: followers are told, and both lead to the same actor. */
function isNewDomain(site: Site, configured: ConfiguredSite, config: Config): boolean {
  return config.origins.ANTIPHON_HANDLE !== "default" && (site.handleDomain ?? null) !== configured.handleDomain;
}

/** Old names still lead to the account: they stand in other servers' books, and in what people wrote. */
function newDomain(site: Site, handleDomain: string | null): Partial<Site> {
  const before = [...(site.handleDomain ? [site.handleDomain] : []), ...(site.formerDomains ?? [])];
  const formerDomains = [...new Set(before)].filter((domain) => domain !== handleDomain).slice(0, keptDomains);
  return { handleDomain, formerDomains };
}

/** A feed that was set anew is asked at once. */
function newFeed(world: Needs, site: Site, feed: string): Partial<Site> {
  return { feed, polling: { ...site.polling, nextPollAt: world.clock.now() } };
}

function newSite(world: Needs, { home, handle, handleDomain, feed }: ConfiguredSite, config: Config): Site {
  const now = world.clock.now();
  return {
    _id: world.ids.opaque(),
    home,
    name: new URL(home).host,
    handle,
    handleDomain,
    lang: null,
    feed,
    moderation: config.moderation ?? "first",
    guests: config.guests ?? false,
    unlisted: config.unlisted ?? "show",
    posts: config.posts ?? "note",
    sort: config.sort ?? "oldest",
    ...(config.votes === null ? {} : { votes: config.votes }),
    featured: config.featured ?? defaultFeatured,
    ...letters(config),
    installedAt: now,
    epoch: 1,
    polling: { feed: null, etag: null, lastModified: null, firstPolledAt: null, nextPollAt: now, fault: null },
  };
}
