import type { Config, ConfiguredSite } from "../config.ts";
import { pageKey } from "../domain/address.ts";
import { newSite } from "../domain/new-site.ts";
import { noLetters, type OwnerLetters } from "../domain/owner-letters.ts";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import type { ModerationMode, Site } from "../domain/site.ts";
import { nodesModeration } from "../usecases/operate/change-node.ts";
import { pollingAfter } from "../usecases/publish/poll-now.ts";
import { demoName } from "../web/demo/posts.ts";

/** How many of the domains that an account had are remembered. */
const keptDomains = 10;

type Needs = Pick<World, "sites" | "settings" | "clock" | "ids" | "log">;

/** Where the bundled blog lives on a node. */
export function demoHome(url: string): string {
  return `${url}/demo/`;
}

/**
 * Brings the configured blogs into the store: a new one is added and its actor's name fixed; of those that are there, what
 * the environment sets wins over what the store holds. Throws `conflict` when a name is taken or was another before.
 */
export async function enterSites(world: Needs, config: Config): Promise<void> {
  const stored = [...(await world.sites.all()), ...(await world.sites.putAway())];
  const isKnown = (configured: ConfiguredSite) => stored.some((site) => isAt(site, configured));
  for (const site of stored) {
    const configured = config.sites.find((one) => isAt(site, one));
    await overrule(world, site, {
      ...(configured ? named(site, configured, config, world) : {}),
      ...sharedSettings(site, config),
    });
  }
  for (const configured of config.sites) if (!isKnown(configured)) await add(world, stored, configured, config);
}

/** Adds the bundled blog, which publishes at once. */
export function enterDemo(world: Needs, config: Config): Promise<void> {
  const demo = { home: demoHome(config.url), handle: "blog", handleDomain: null, feed: null, posts: {} };
  return world.sites.add({ ...beginning(world, demo, config, "none"), name: demoName, moderation: "none" });
}

async function add(world: Needs, stored: readonly Site[], configured: ConfiguredSite, config: Config): Promise<void> {
  const taken = stored.find((site) => site.handle === configured.handle);
  if (taken) {
    throw new Problem(
      "conflict",
      `${taken.home} speaks as “${taken.handle}” already. Give ${configured.home} another name with ANTIPHON_HANDLE.`,
    );
  }
  const moderation = await nodesModeration(world);
  await world.sites.add(beginning(world, configured, config, moderation));
  world.log.info({ site: configured.home, handle: configured.handle }, "A blog was added.");
}

function isAt(site: Site, configured: ConfiguredSite): boolean {
  return pageKey(site.home) === pageKey(configured.home);
}

async function overrule(world: Needs, site: Site, change: Partial<Site>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await world.sites.set(site._id, change);
  await world.sites.raiseEpoch(site._id);
}

/** What the environment says of one blog by name. Throws `conflict` for another name than the fediverse knows it by. */
function named(site: Site, configured: ConfiguredSite, config: Config, world: Needs): Partial<Site> {
  if (config.origins.ANTIPHON_HANDLE !== "default" && site.handle !== configured.handle) {
    throw new Problem(
      "conflict",
      `${site.home} is known as “${site.handle}” on the fediverse, and that name cannot change: set ANTIPHON_HANDLE to it, not to “${configured.handle}”.`,
    );
  }
  return {
    ...(site.removedAt ? { removedAt: null } : {}),
    ...newSource(world, site, configured),
    ...(isNewDomain(site, configured, config) ? newDomain(site, configured.handleDomain) : {}),
  };
}

/** What the environment says of all blogs, those that were added in the browser among them, where that is news. */
export function sharedSettings(site: Site, config: Config): Partial<Site> {
  return {
    ...(config.guests !== null && config.guests !== site.guests ? { guests: config.guests } : {}),
    ...(config.moderation !== null && config.moderation !== site.moderation ? { moderation: config.moderation } : {}),
    ...(config.unlisted !== null && config.unlisted !== site.unlisted ? { unlisted: config.unlisted } : {}),
    ...(config.posts !== null && config.posts !== site.posts ? { posts: config.posts } : {}),
    ...(config.sort !== null && config.sort !== site.sort ? { sort: config.sort } : {}),
    ...(config.votes !== null && config.votes !== site.votes ? { votes: config.votes } : {}),
    ...(config.featured !== null && config.featured !== site.featured ? { featured: config.featured } : {}),
    ...letters(config, site.letters),
  };
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

/** Where posts come from, where that was set anew: it is looked at at once. */
function newSource(world: Needs, site: Site, { feed, posts }: ConfiguredSite): Partial<Site> {
  const set = { ...(feed === null ? {} : { feed }), ...posts };
  const news = Object.entries(set).filter(([name, value]) => site[name as keyof typeof set] !== value);
  if (news.length === 0) return {};
  const change: Partial<Site> = Object.fromEntries(news);
  return { ...change, polling: { ...pollingAfter(site.polling, change), nextPollAt: world.clock.now() } };
}

function beginning(world: Needs, configured: ConfiguredSite, config: Config, moderation: ModerationMode): Site {
  const site = { ...newSite({ ...configured, _id: world.ids.opaque() }, world.clock.now()), moderation };
  return { ...site, ...configured.posts, ...sharedSettings(site, config) };
}
