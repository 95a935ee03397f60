import { Command, Option } from "commander";
import type { Importer } from "../../domain/importer.ts";
import { Problem } from "../../domain/problem.ts";
import { exitCodes } from "../exit-codes.ts";
import { importIsso, importIssoOnce } from "../import-once.ts";
import { type ImportOptions, runImport } from "../importing.ts";
import type { Tools } from "../node.ts";
import { type IssoConfigOption, issoConfigOption, loadConfig, withIssoConfig } from "../settings.ts";

type Finish = (code: number) => void;

/** What commander gives: what every import can be told, and what this one can. */
type Given = ImportOptions & Record<string, unknown>;

/** `antiphon import [FORMAT] FILE`: brings comments along from another system, found out by the file or named. */
export function importCommand(tools: Tools, finish: Finish): Command {
  const command = new Command("import")
    .description("bring comments along from another system; may be repeated, deletes nothing")
    .usage("[format] [options] <file>")
    .addHelpText("after", help)
    .addCommand(anyCommand(tools, finish), { isDefault: true, hidden: true });
  for (const importer of tools.importers.all) {
    command.addCommand((importer.name === "isso" ? issoCommand : formatCommand)(tools, finish, importer));
  }
  return command;
}

function formatCommand(tools: Tools, finish: Finish, importer: Importer): Command {
  return commandOf(importer)
    .argument("<file>", importer.file)
    .action((file: string, given: Given) => run(tools, finish, given, { importer, file }));
}

/** Any file, by its content. */
function anyCommand(tools: Tools, finish: Finish): Command {
  return withChoices(new Command("any"))
    .argument("<file>", "what the other system gave")
    .action(async (file: string, given: Given) => {
      const importer = await tools.importers.detect(file);
      if (!importer) {
        const names = tools.importers.all.map(({ name }) => name).join(", ");
        throw new Problem("invalid", `${file} looks like nothing known. Name the format before it: ${names}.`);
      }
      tools.terminal.err(`  ${file} looks like ${importer.file}`);
      await run(tools, finish, given, { importer, file });
    });
}

/** An Isso's own configuration tells of its database and of what the options are about. */
function issoCommand(tools: Tools, finish: Finish, importer: Importer): Command {
  return commandOf(importer)
    .argument("[file]", "the database, such as comments.db; with --isso-config the one that it names")
    .addOption(issoConfigOption())
    .option("--once", "do nothing but say so where this database was imported before; for scripts", false)
    .action(async (file: string | undefined, given: Given & IssoConfigOption & { once: boolean }) => {
      const told = withIssoConfig(tools, given.issoConfig);
      const { isso } = await loadConfig(told.terminal);
      const database = file ?? isso?.database;
      if (!database) throw new Problem("invalid", "Name the database, or give a configuration of Isso's that does.");
      const hash = isso ? { hash: isso.hash.algorithm, salt: isso.hash.salt } : {};
      const values = valuesOf(importer, { ...hash, ...given });
      const lost = await (given.once ? importIssoOnce : importIsso)(told, given, { importer, file: database, values });
      finish(lost ? exitCodes.failed : exitCodes.ok);
    });
}

async function run(
  tools: Tools,
  finish: Finish,
  given: Given,
  { importer, file }: { importer: Importer; file: string },
): Promise<void> {
  const lost = await runImport(tools, given, { importer, file, values: valuesOf(importer, given) });
  finish(lost ? exitCodes.failed : exitCodes.ok);
}

function valuesOf(importer: Importer, given: Given): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name } of importer.options) if (typeof given[name] === "string") values[name] = given[name];
  return values;
}

function commandOf({ name, file, options }: Importer): Command {
  const command = withChoices(new Command(name)).description(file);
  for (const { name, label, value, choices, otherwise } of options) {
    const option = new Option(`--${name} <${value}>`, label);
    if (choices) option.choices(choices);
    if (otherwise !== undefined) option.default(otherwise);
    command.addOption(option);
  }
  return command;
}

function withChoices(command: Command): Command {
  return command
    .option("--site <blog>", "address of the blog or name of its account; needed where there are several")
    .option("--map <file>", "old and new addresses, a line for each: OLD NEW, or OLD* NEW* for all that start so")
    .option("--sitemap", "find pages that lie elsewhere now by the blog’s sitemap, where one ends alike", false)
    .option("--check", "ask the blog for each page that is new here first, and follow redirects", false)
    .option("--dry-run", "tell what would happen, and write nothing", false)
    .option("--pages", "list each page with the number of its comments", false);
}

const help = `
Examples:
  antiphon import comments.db --dry-run
  antiphon import isso comments.db
  antiphon import disqus export.xml.gz --map moved.txt

A line of moved.txt:   /2012/old-post/                  /posts/new-post/
For a whole host:      https://old.example.org/*        https://blog.example.org/*
To leave pages out:    https://staging.example.org/*    -

Exits with 1 when something was lost, and says what.`;
