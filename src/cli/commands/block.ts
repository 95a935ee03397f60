import { Command, Option } from "commander";
import { counted } from "../../domain/counted.ts";
import { commandLine } from "../../domain/moderator.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { describeRule } from "../../usecases/moderate/describe-rule.ts";
import { createReadTarget, type TypedKind } from "../../usecases/moderate/read-target.ts";
import { readSeverity, readUntil } from "../../usecases/moderate/read-terms.ts";
import { idOfSite } from "../find-site.ts";
import { kindNames, nameOf } from "../kind-names.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface BlockChoices {
  kind?: keyof typeof kindNames;
  severity: string;
  until: string;
  site?: string;
  delete: boolean;
  note: string;
  reason: string;
}

/** `antiphon block WHO`: sets a rule on a person, a server, words, mailboxes or a network; a block unless told otherwise. */
export function blockCommand(tools: Tools): Command {
  return new Command("block")
    .description("block a person, a server, words, mailboxes or a network, or set a milder rule on them")
    .argument(
      "<who>",
      "@name@host, the address of a profile, a host, *@domain, a network, or words; * for every server",
    )
    .addOption(
      new Option("-k, --kind <kind>", "what it is, where it looks like something else").choices(Object.keys(kindNames)),
    )
    .option(
      "-s, --severity <severity>",
      "noop, hold, block or allow; add media, reactions, reports with commas",
      "block",
    )
    .option("-u, --until <end>", "when it ends: a day (2026-12-31) or a while (12h, 30d, 2w)", "")
    .option("--site <site>", "address or account of the one blog that it is to hold for; all when left out")
    .option("--delete", "delete for good what is there, instead of hiding it", false)
    .option("-m, --note <text>", "why, for yourself", "")
    .option("--reason <text>", "why, for lists that you hand to others", "")
    .addHelpText("after", help)
    .action((who: string, choices: BlockChoices) =>
      withBlog(tools, async ({ world, findActor }) => {
        const kind: TypedKind | null = choices.kind ? kindNames[choices.kind] : who === "*" ? "host" : null;
        const terms = {
          ...readSeverity(choices.severity),
          until: readUntil(choices.until, world.clock.now()),
          erases: choices.delete,
          note: choices.note,
          reason: choices.reason,
          site: idOfSite(await world.sites.all(), choices.site),
        };
        const target = await createReadTarget(world, findActor ?? null)(who, kind);
        const done = await createBlock(world)(target, commandLine, terms);
        const effects = [
          `${counted(done.hidden, "comment")} hidden`,
          ...(done.shown > 0 ? [`${done.shown} shown again`] : []),
          ...(done.erased > 0 ? [`${done.erased} deleted for good`] : []),
          `${counted(done.rejected, "follower")} dropped`,
        ];
        const { block } = done;
        const state = describeRule(block);
        tools.terminal.out(`The ${nameOf(block)} ${block.label}: ${state.toLowerCase()}. ${effects.join(", ")}.`);
      }),
    );
}

const help = `
Examples:
  antiphon block @somebody@example.org
  antiphon block example.org --severity hold,media --until 30d
  antiphon block friends.example.org --severity allow
  antiphon block "cheap pills"
  antiphon block 192.0.2.0/24
  antiphon block example.org --site blog
  antiphon block '*'              (only allowed servers may speak)`;
