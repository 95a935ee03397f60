import { Command } from "commander";
import type { IssoConfig } from "../../config/isso/read.ts";
import { type ConfigKey, keys } from "../../config/keys.ts";
import type { Config, ConfiguredSite } from "../../config.ts";
import { accountOf, defaultFeatured } from "../../domain/site.ts";
import { withoutPasswords } from "../../log.ts";
import { lettersOf } from "../../usecases/notify/plan-letters.ts";
import { columns } from "../columns.ts";
import type { Tools } from "../node.ts";
import { type IssoConfigOption, issoConfigOption, loadConfig, withIssoConfig } from "../settings.ts";
import { withNode } from "../with-node.ts";

/** `antiphon config`: prints what is in force and where each value came from; secrets are not shown. */
export function configCommand(tools: Tools): Command {
  return new Command("config")
    .description("print the settings in force and where each came from")
    .addOption(issoConfigOption())
    .option("--sites", "also open the store and print what it knows of each site")
    .action(async ({ sites, issoConfig }: { sites?: boolean } & IssoConfigOption) => {
      const told = withIssoConfig(tools, issoConfig);
      const config = await loadConfig(told.terminal);
      const names = Object.keys(keys) as ConfigKey[];
      const rows = names.map((name) => [name, shown(config, name), sourceOf(config, name)]);
      for (const line of columns(rows)) tools.terminal.out(line);
      if (config.isso) for (const line of issoLines(config.isso)) tools.terminal.out(line);
      if (sites) await printSites(told);
    });
}

function issoLines({ file, notes }: IssoConfig): string[] {
  const rows = notes.map(({ key, text, sentence }) => [key, text ?? "(not shown)", sentence]);
  return ["", file, ...columns(rows).map((line) => `  ${line}`)];
}

async function printSites(tools: Tools): Promise<void> {
  await withNode(tools, async ({ world }, config) => {
    for (const site of await world.sites.all()) {
      const source = (name: ConfigKey) => (config.origins[name] === "default" ? "store" : config.origins[name]);
      tools.terminal.out(`\n${site.home}`);
      const rows = [
        ["handle", `@${accountOf(site, new URL(config.url).host)}`, "store"],
        ["name", site.name, "store"],
        ["feed", site.feed ?? site.polling.feed ?? "not found yet", site.feed ? source("ANTIPHON_FEED") : "discovered"],
        ["moderation", site.moderation, source("ANTIPHON_MODERATION")],
        ["guests", onOff(site.guests), source("ANTIPHON_GUESTS")],
        ["unlisted", site.unlisted ?? "show", source("ANTIPHON_UNLISTED")],
        ["posts", site.posts ?? "note", source("ANTIPHON_POSTS")],
        ["sort", site.sort ?? "oldest", source("ANTIPHON_SORT")],
        ["votes", site.votes ?? "like", source("ANTIPHON_VOTES")],
        ["featured", String(site.featured ?? defaultFeatured), source("ANTIPHON_FEATURED")],
        ["letters to", lettersOf(site).to.join(", ") || "nobody", source("ANTIPHON_OWNER_MAIL")],
        ["letters about", lettersOf(site).about, source("ANTIPHON_OWNER_MAIL_ABOUT")],
        ["letters come", lettersOf(site).pace, source("ANTIPHON_OWNER_MAIL_PACE")],
      ];
      for (const line of columns(rows)) tools.terminal.out(`  ${line}`);
    }
  });
}

function sourceOf(config: Config, name: ConfigKey): string {
  const origin = config.origins[name];
  return origin === "default" && keptInStore.has(name) ? "store" : origin;
}

/** What the owner decides for each site, and the environment may overrule. */
const keptInStore: ReadonlySet<ConfigKey> = new Set([
  "ANTIPHON_SITE",
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

function shown(config: Config, name: ConfigKey): string {
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
    case "ANTIPHON_SECURE_FETCH":
      return onOff(config.secureFetch);
    case "ANTIPHON_GRAVATAR":
      return onOff(config.gravatar);
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

function onOff(value: boolean): string {
  return value ? "on" : "off";
}
