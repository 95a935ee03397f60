import { Command, InvalidArgumentError, Option } from "commander";
import { displayName } from "../../domain/author.ts";
import { counted } from "../../domain/counted.ts";
import { type Level, levels, ways } from "../../domain/level.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type SpamGuard, spamGuards } from "../../domain/spam.ts";
import {
  createDryRun,
  type DryRun,
  type Fates,
  mostRehearsed,
  type Otherwise,
  type Tried,
} from "../../usecases/moderate/dry-run.ts";
import { findSite } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface Given {
  site?: string;
  word: string[];
  level?: Level;
  links?: number;
  accountDays?: number;
  closeAfter?: number;
  checks?: SpamGuard[];
  askService?: true;
  limit: number;
}

/** `antiphon dry-run`: tells what other rules would have done to the newest comments, and changes nothing. */
export function dryRunCommand(tools: Tools): Command {
  return new Command("dry-run")
    .description(
      `tell what other rules would have done to the last ${mostRehearsed.toLocaleString("en")} comments; nothing changes`,
    )
    .option("--site <address>", "look at this blog alone")
    .option("--word <word>", "hold what has this word or phrase, as in a rule; may be repeated", collect, [])
    .addOption(new Option("--level <level>", "what becomes of comments on the blog").choices(levels))
    .option("--links <count>", "hold comments with more links", parseCount)
    .option("--account-days <days>", "hold strangers whose account is younger", parseCount)
    .option("--close-after <days>", "close threads that are older", parseCount)
    .option("--checks <list>", "have these checks of ANTIPHON_SPAM in force, or off", parseGuards)
    .option("--ask-service", "ask the service at ANTIPHON_CHECK_URL about each comment")
    .option("-n, --limit <count>", "show this many comments at most", parseCount, 50)
    .action((given: Given) =>
      withBlog(tools, async ({ world }) => {
        const run = await createDryRun(world)(await triedBy(world, given));
        for (const line of describe(run, given.limit)) tools.terminal.out(line);
      }),
    );
}

async function triedBy(world: World, given: Given): Promise<Tried> {
  const { level } = given;
  return {
    ...(given.site === undefined ? {} : { site: findSite(await world.sites.all(), given.site)._id }),
    ...(level === undefined ? {} : { levels: Object.fromEntries(ways.map((way) => [way, level])) }),
    ...(given.links === undefined ? {} : { mostLinks: given.links }),
    ...(given.accountDays === undefined ? {} : { accountDays: given.accountDays }),
    ...(given.closeAfter === undefined ? {} : { closeAfterDays: given.closeAfter }),
    ...(given.checks === undefined ? {} : { guards: given.checks }),
    ...(given.askService ? { askService: true } : {}),
    words: given.word,
  };
}

function describe({ looked, before, after, otherwise, ageless }: DryRun, limit: number): string[] {
  if (looked === 0) return ["There are no comments to look at."];
  return [
    `Looked at ${counted(looked, "comment")}. Nothing was changed.`,
    `As things are set: ${fates(before)}.`,
    `As they would be:  ${fates(after)}.`,
    ...(ageless > 0 ? [`How old their account is, is not known of ${counted(ageless, "comment")}.`] : []),
    ...otherwise.slice(0, limit).flatMap(describeOne),
    ...(otherwise.length > limit
      ? [`… and ${otherwise.length - limit} more; --limit ${otherwise.length} shows them.`]
      : []),
  ];
}

function describeOne({ comment, before, after, reasons, thread }: Otherwise): string[] {
  const who = displayName(comment.author) || "anonymous";
  return [
    `#${comment.number}  ${before} → ${after} (now ${comment.state})  ${who}  on ${thread.page.url}`,
    ...reasons.map(({ check, sentence }) => `    ${check}: ${sentence}`),
  ];
}

function fates({ publish, hold, refuse }: Fates): string {
  return `${publish} published, ${hold} held, ${refuse} refused`;
}

function collect(word: string, before: string[]): string[] {
  return [...before, word];
}

function parseCount(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, from 0 to 99999.");
}

function parseGuards(text: string): SpamGuard[] {
  if (text === "off") return [];
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !(spamGuards as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new Problem("invalid", `“${unknown}” is no check; there are ${spamGuards.join(", ")}.`);
  return names as SpamGuard[];
}
