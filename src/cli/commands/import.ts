import { Command, Option } from "commander";
import { Problem } from "../../domain/problem.ts";
import { exitCodes } from "../exit-codes.ts";
import { type ImportChoices, runImport } from "../importing.ts";
import type { ImportRequest, Tools } from "../node.ts";
import { type IssoConfigOption, issoConfigOption, loadConfig, withIssoConfig } from "../settings.ts";

interface IssoChoices extends ImportChoices, IssoConfigOption {
  texts: Extract<ImportRequest, { format: "isso" }>["texts"];
  hash?: string;
  salt?: string;
}

/** `antiphon import FORMAT FILE`: brings comments along from another system. Another format is another command in here. */
export function importCommand(tools: Tools, finish: (code: number) => void): Command {
  const run = async (told: Tools, choices: ImportChoices, request: Parameters<typeof runImport>[2]) => {
    const lost = await runImport(told, choices, request);
    finish(lost ? exitCodes.failed : exitCodes.ok);
  };

  const isso = withChoices(new Command("isso"))
    .description("the database of an Isso (comments.db, schemas 0 to 5), also while Isso runs")
    .argument("[file]", "the database, such as comments.db; with --isso-config the one that it names")
    .addOption(issoConfigOption())
    .addOption(
      new Option("--texts <kind>", "how texts are written; auto finds what Isso took over from others")
        .choices(["auto", "markdown", "html"])
        .default("auto"),
    )
    .option("--hash <algorithm>", "`algorithm` of [hash] in Isso's configuration, where it is set there")
    .option("--salt <salt>", "`salt` of [hash], likewise: pictures of authors stay as they are")
    .action(async (file: string | undefined, options: IssoChoices) => {
      const told = withIssoConfig(tools, options.issoConfig);
      const { isso } = await loadConfig(told.terminal);
      const database = file ?? isso?.database;
      if (!database) throw new Problem("invalid", "Name the database, or give a configuration of Isso's that does.");
      const { texts, hash = isso?.hash.algorithm ?? null, salt = isso?.hash.salt ?? null } = options;
      await run(told, options, { format: "isso", file: database, texts, hash, salt });
    });

  const disqus = withChoices(new Command("disqus"))
    .description("an export of Disqus, XML or gzipped")
    .argument("<file>", "the export, such as export.xml.gz")
    .action((file: string, options: ImportChoices) => run(tools, options, { format: "disqus", file }));

  return new Command("import")
    .description("bring comments along from Isso or Disqus; may be repeated, deletes nothing")
    .addHelpText("after", help)
    .addCommand(isso)
    .addCommand(disqus);
}

function withChoices(command: Command): Command {
  return command
    .option("--site <blog>", "address of the blog or name of its account; needed where there are several")
    .option("--map <file>", "old and new addresses, a line for each: OLD NEW, or OLD* NEW* for all that start so")
    .option("--check", "ask the blog for each page that is new here first, and follow redirects", false)
    .option("--dry-run", "tell what would happen, and write nothing", false)
    .option("--pages", "list each page with the number of its comments", false);
}

const help = `
Examples:
  antiphon import isso /var/lib/isso/comments.db --dry-run
  antiphon import isso comments.db
  antiphon import disqus export.xml.gz --map moved.txt

A line of moved.txt:   /2012/old-post/                  /posts/new-post/
For a whole host:      https://old.example.org/*        https://blog.example.org/*
To leave pages out:    https://staging.example.org/*    -

Exits with 1 when something was lost, and says what.`;
