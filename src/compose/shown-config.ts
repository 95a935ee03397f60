import { keepText } from "../config/backup.ts";
import { keepKeys, keptBy } from "../config/keep.ts";
import type { ConfigKey } from "../config/keys.ts";
import type { Config, ConfiguredSite } from "../config.ts";
import { withoutPasswords } from "../log.ts";

/** Where a value in force came from: `store` for what the owner decides there and nothing overrules. */
export function sourceOf(config: Config, name: ConfigKey): string {
  const origin = config.origins[name];
  return origin === "default" && keptInStore.has(name) ? "store" : origin;
}

/** What the owner decides for each site, and the environment may overrule. */
export const keptInStore: ReadonlySet<ConfigKey> = new Set([
  "ANTIPHON_SITE",
  "ANTIPHON_POSTS_FROM",
  "ANTIPHON_POSTS_BELOW",
  "ANTIPHON_POSTS_AT",
  "ANTIPHON_GHOST_KEY",
  "ANTIPHON_MODERATION",
  "ANTIPHON_GUESTS",
  "ANTIPHON_UNLISTED",
  "ANTIPHON_POSTS",
  "ANTIPHON_SORT",
  "ANTIPHON_VOTES",
  "ANTIPHON_FEATURED",
  "ANTIPHON_OWNER_MAIL",
  "ANTIPHON_OWNER_MAIL_ABOUT",
  "ANTIPHON_OWNER_MAIL_PACE",
] as const);

function isKeepKey(name: ConfigKey): name is keyof typeof keepKeys {
  return name in keepKeys;
}

/** A value in force as people may see it: secrets are not told. */
export function shown(config: Config, name: ConfigKey): string {
  if (isKeepKey(name)) return config.keep[keptBy[name]] === 0 ? "0 (kept for good)" : String(config.keep[keptBy[name]]);
  const sites = config.sites;
  switch (name) {
    case "ANTIPHON_URL":
      return `${config.url}${config.isPublic ? "" : " (not public: federation waits)"}`;
    case "PORT":
      return String(config.port);
    case "ANTIPHON_HOST":
      return config.host;
    case "ANTIPHON_STORE":
      return withoutPasswords(config.store);
    case "ANTIPHON_SITE":
      return sites.map((site) => site.home).join(", ") || "none";
    case "ANTIPHON_HANDLE":
      return sites.map((site) => accountNamed(site)).join(", ") || "none";
    case "ANTIPHON_FEED":
      return sites.map((site) => site.feed ?? "discovered").join(", ") || "none";
    case "ANTIPHON_POSTS_FROM":
      return sites.map(({ posts }) => posts.postsFrom ?? "as in the store").join(", ") || "none";
    case "ANTIPHON_POSTS_BELOW":
      return sites.map(({ posts }) => posts.postsBelow ?? "-").join(", ") || "none";
    case "ANTIPHON_POSTS_AT":
      return sites.map(({ posts }) => posts.sourceAt ?? "-").join(", ") || "none";
    case "ANTIPHON_GHOST_KEY":
      return sites.map(({ posts }) => (posts.sourceKey ? "set (not shown)" : "-")).join(", ") || "none";
    case "ANTIPHON_GUESTS":
      return config.guests === null ? "by site" : onOff(config.guests);
    case "ANTIPHON_MODERATION":
      return config.moderation ?? "by site";
    case "ANTIPHON_UNLISTED":
      return config.unlisted ?? "by site";
    case "ANTIPHON_POSTS":
      return config.posts ?? "by site";
    case "ANTIPHON_SORT":
      return config.sort ?? "by site";
    case "ANTIPHON_VOTES":
      return config.votes ?? "by site";
    case "ANTIPHON_FEATURED":
      return config.featured === null ? "by site" : String(config.featured);
    case "ANTIPHON_SMTP":
      return config.mail === null ? "none: nothing is mailed" : withoutPasswords(config.mail.server);
    case "ANTIPHON_MAIL_FROM":
      return config.mail?.from ?? "none";
    case "ANTIPHON_OWNER_MAIL":
      return config.letters.to === null ? "by site" : config.letters.to.join(", ") || "off";
    case "ANTIPHON_OWNER_MAIL_ABOUT":
      return config.letters.about ?? "by site";
    case "ANTIPHON_OWNER_MAIL_PACE":
      return config.letters.pace ?? "by site";
    case "ANTIPHON_WEBHOOKS_PRIVATE":
      return onOff(config.privateHooks);
    case "ANTIPHON_LANG":
      return config.lang;
    case "ANTIPHON_SPAM":
      return config.spam.join() || "off";
    case "ANTIPHON_CHECK_URL":
      return config.check ? withoutPasswords(config.check.url) : "none";
    case "ANTIPHON_CHECK_SECRET":
      return config.check ? "set (not shown)" : "none";
    case "ANTIPHON_CHECK_FAILING":
      return config.check?.failing ?? "ignore";
    case "ANTIPHON_SPAM_DAYS":
      return config.spamDays === 0 ? "0 (spam is kept)" : String(config.spamDays);
    case "ANTIPHON_KEEP_BLOCKED_DAYS":
      return config.keepBlockedDays === 0 ? "0 (what is blocked is kept)" : String(config.keepBlockedDays);
    case "ANTIPHON_SECURE_FETCH":
      return onOff(config.secureFetch);
    case "ANTIPHON_GRAVATAR":
      return onOff(config.gravatar);
    case "ANTIPHON_IMPORT_MB":
      return config.importBytes === 0 ? "0: no imports in the browser" : String(config.importBytes / 1_000_000);
    case "ANTIPHON_LATEST":
      return onOff(config.latest);
    case "ANTIPHON_EDIT_TIME":
      return `${config.editMs / 60_000} min`;
    case "ANTIPHON_ISSO_CONFIG":
      return config.isso?.file ?? "none";
    case "ANTIPHON_SECRET":
      return config.secret === null ? "in the key file beside the database" : "set (not shown)";
    case "ANTIPHON_KEY":
      return config.sealKeys.length === 0 ? "none: private keys lie open in the store" : "set (not shown)";
    case "ANTIPHON_METRICS":
      return config.metrics === null ? "off: nothing is counted" : "set (not shown)";
    case "ANTIPHON_BACKUP_DIR":
      return config.backup?.folder ?? "none: the node makes no backups";
    case "ANTIPHON_BACKUP_EVERY":
      return config.backup ? `${config.backup.everyMs / 3_600_000} h` : "none";
    case "ANTIPHON_BACKUP_KEEP":
      return config.backup ? keepText(config.backup.keep) : "none";
    case "ANTIPHON_TRUST_PROXY":
      return String(config.trustProxy || "off");
    case "ANTIPHON_LOG":
      return config.log;
    case "ANTIPHON_ALLOW_PRIVATE_ADDRESSES":
      return onOff(config.allowPrivateAddresses);
  }
}

function accountNamed({ handle, handleDomain }: ConfiguredSite): string {
  return handleDomain === null ? handle : `${handle}@${handleDomain}`;
}

/** How switches are told. */
export function onOff(value: boolean): string {
  return value ? "on" : "off";
}
