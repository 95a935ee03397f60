import { type ConfigKey, keys } from "../config/keys.ts";
import { postKeyOf } from "../config/post-keys.ts";
import type { Config } from "../config.ts";
import { pageKey } from "../domain/address.ts";
import type { FixedSettings } from "../domain/setting.ts";
import type { Site } from "../domain/site.ts";
import type { NodeFact, WebSettings } from "../web/settings.ts";
import { keptInStore, shown } from "./shown-config.ts";
import { sharedSettings } from "./sites.ts";

/** Which variables decide settings of every blog, in the place of its owner. */
const keyOf = {
  unlisted: "ANTIPHON_UNLISTED",
  sort: "ANTIPHON_SORT",
  votes: "ANTIPHON_VOTES",
  posts: "ANTIPHON_POSTS",
  featured: "ANTIPHON_FEATURED",
  guests: "ANTIPHON_GUESTS",
} as const satisfies Record<string, ConfigKey>;

/** How the web of a node is set up by what it was started with. */
export function createWebSettings(
  config: Config,
  { demo, version, isso }: Pick<WebSettings, "demo" | "version" | "isso">,
): WebSettings {
  return {
    url: config.url,
    lang: config.lang,
    trustProxy: config.trustProxy,
    federated: config.federates && !demo,
    demo,
    gravatar: config.gravatar,
    version,
    spam: config.spam,
    spamDays: config.spamDays,
    keepBlockedDays: config.keepBlockedDays,
    fixed: (site) => fixedFor(config, site),
    fixedForAll: fixedBy(config, { moderation: "ANTIPHON_MODERATION" }),
    decided: (site) => sharedSettings(site, config),
    facts: factsOf(config),
    isso,
  };
}

function fixedFor(config: Config, site: Pick<Site, "home">): FixedSettings {
  const configured = config.sites.find(({ home }) => pageKey(home) === pageKey(site.home));
  const own: Record<string, ConfigKey> = {
    ...(configured ? { home: "ANTIPHON_SITE" } : {}),
    ...(configured?.feed ? { feed: "ANTIPHON_FEED" } : {}),
    ...Object.fromEntries(Object.entries(postKeyOf).filter(([name]) => name in (configured?.posts ?? {}))),
  };
  return fixedBy(config, { ...keyOf, ...own });
}

/** Those of some settings that a variable decides. */
function fixedBy(config: Config, keys: Readonly<Record<string, ConfigKey>>): FixedSettings {
  const fixed = Object.entries(keys).flatMap(([name, key]) => {
    const place = config.origins[key];
    return place === "default" ? [] : [[name, { key, place }] as const];
  });
  return Object.fromEntries(fixed);
}

/** What is decided for the whole node by variables alone. */
function factsOf(config: Config): NodeFact[] {
  const names = (Object.keys(keys) as ConfigKey[]).filter((key) => !keptInStore.has(key) && !ofBlogs.has(key));
  return names.map((key) => ({ key, value: shown(config, key), place: config.origins[key] }));
}

/** Told at each blog. */
const ofBlogs: ReadonlySet<ConfigKey> = new Set(["ANTIPHON_HANDLE", "ANTIPHON_FEED", ...Object.values(postKeyOf)]);
