import { Command, Option } from "commander";
import { severities } from "../../domain/block.ts";
import { commandLine } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { describeRule } from "../../usecases/moderate/describe-rule.ts";
import { conflictWays, createPlanList, type ListChoices } from "../../usecases/moderate/lists/plan-list.ts";
import { createTakeList } from "../../usecases/moderate/lists/take-list.ts";
import { type ListFormat, listFormats, writeList } from "../../usecases/moderate/lists/write-list.ts";
import { columns } from "../columns.ts";
import { exitCodes } from "../exit-codes.ts";
import { idOfSite } from "../find-site.ts";
import { nameOf } from "../kind-names.ts";
import { describePlan, describeTaken } from "../list-report.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon blocks`: lists the rules; `import` takes a list over, `export` writes one. */
export function blocksCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("blocks")
    .description("list who and what is blocked, or under a milder rule; take lists over, or write them")
    .enablePositionalOptions()
    .option("--site <site>", "address or account of a blog: those that hold for it alone")
    .action(({ site }: Where) =>
      withBlog(tools, async ({ world }) => {
        const sites = await world.sites.all();
        const blogs = new Map(sites.map(({ _id, handle }) => [_id, handle]));
        const rules = await world.blocks.list(site === undefined ? undefined : idOfSite(sites, site));
        if (rules.length === 0) tools.terminal.out("Nobody is blocked.");
        const rows = rules.map((rule) => [
          nameOf(rule),
          ...(blogs.size > 1 ? [rule.site ? `on ${blogs.get(rule.site) ?? rule.site}` : "everywhere"] : []),
          rule.label || rule.value,
          describeRule(rule),
          rule.createdAt.toISOString().slice(0, 10),
          rule.note,
        ]);
        for (const line of columns(rows)) tools.terminal.out(line);
      }),
    )
    .addCommand(importing(tools, finish))
    .addCommand(exporting(tools));
}

interface Where {
  site?: string;
}

interface ImportChoices extends Omit<ListChoices, "site">, Where {
  dryRun: boolean;
}

function importing(tools: Tools, finish: (code: number) => void): Command {
  return new Command("import")
    .description("take over a list: Mastodon's CSV, GoToSocial's JSON, or one name a line")
    .argument("<file>", "the list, such as domain_blocks.csv")
    .option("--site <site>", "address or account of the one blog that they are to hold for; all when left out")
    .option("--dry-run", "tell what would happen, and write nothing", false)
    .addOption(
      new Option("--severity <severity>", "of those that the list gives none").choices(severities).default("block"),
    )
    .addOption(
      new Option("--conflicts <way>", "what to do where there is a rule already").choices(conflictWays).default("keep"),
    )
    .addHelpText("after", "\nExits with 1 when a line was refused, and names each.")
    .action((file: string, { dryRun, site, ...chosen }: ImportChoices) =>
      withBlog(tools, async ({ world, findActor }) => {
        const choices = { ...chosen, site: idOfSite(await world.sites.all(), site) };
        const text = await tools.terminal.readFile(file);
        if (text === null) throw new Problem("not-found", `There is no file ${file}.`);
        const taken = dryRun ? null : await createTakeList(world, findActor ?? null)(text, choices, commandLine);
        const plan = taken?.plan ?? (await createPlanList(world)(text, choices));
        for (const line of describePlan(plan)) tools.terminal.out(line);
        tools.terminal.out(taken ? describeTaken(taken) : "Nothing was written: this was a dry run.");
        finish(plan.refused.length > 0 ? exitCodes.failed : exitCodes.ok);
      }),
    );
}

function exporting(tools: Tools): Command {
  return new Command("export")
    .description("write the rules on servers, or on people, as others read them")
    .addOption(new Option("--format <format>", "how it is written").choices(listFormats).default("mastodon"))
    .option("--site <site>", "address or account of a blog: those that hold for it alone")
    .action(({ format, site }: Where & { format: ListFormat }) =>
      withBlog(tools, async ({ world }) => {
        const rules = await world.blocks.list(idOfSite(await world.sites.all(), site));
        tools.terminal.out(writeList(rules, format).trimEnd());
      }),
    );
}
