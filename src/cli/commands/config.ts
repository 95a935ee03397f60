import { Command } from "commander";
import { onOff, shown, sourceOf } from "../../compose/shown-config.ts";
import type { IssoConfig } from "../../config/isso/read.ts";
import { type ConfigKey, keys } from "../../config/keys.ts";
import { accountOf, defaultFeatured } from "../../domain/site.ts";
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
        ["posts from", site.postsFrom ?? "feed", source("ANTIPHON_POSTS_FROM")],
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
