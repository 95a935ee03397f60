import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { createActOnThreads } from "../../usecases/threads/act-on-threads.ts";
import { createFindThreads } from "../../usecases/threads/find-threads.ts";
import { createLookAtPage } from "../../usecases/threads/look-at-pages.ts";
import type { ThreadPlan } from "../../usecases/threads/plan.ts";
import { createPlanAlias, createPlanUnalias, createReadAliases } from "../../usecases/threads/plan-aliases.ts";
import { createPlanMerge } from "../../usecases/threads/plan-merge.ts";
import { createPlanRemap } from "../../usecases/threads/plan-remap.ts";
import { createPlanRename } from "../../usecases/threads/plan-rename.ts";
import { createPlanSplit } from "../../usecases/threads/plan-split.ts";
import { createUndoAct } from "../../usecases/threads/undo-act.ts";
import { columns } from "../columns.ts";
import { findSite, listSites } from "../find-site.ts";
import type { Node, Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface Dry {
  dryRun: boolean;
}

interface RemapOptions extends Dry {
  map?: string;
  site?: string;
  home?: string;
}

type World = Node["world"];

/** `antiphon threads`: finds threads, tidies them up, and takes back what was done. */
export function threadsCommand(tools: Tools): Command {
  const { terminal } = tools;

  /** Plans, tells, and does it unless it is a dry run. */
  const take = (plan: (world: World, makes: boolean) => Promise<ThreadPlan>, { dryRun }: Dry) =>
    withBlog(tools, async ({ world }) => {
      const planned = await plan(world, !dryRun);
      for (const sentence of planned.says) terminal.out(sentence);
      for (const { from, to, fate } of planned.lines) terminal.out(`${fate.padEnd(8)}  ${from}  →  ${to}`);
      if (dryRun) return terminal.out("Nothing was written: this was a dry run.");
      const batch = await createActOnThreads(world)(planned.planned, commandLine);
      terminal.out(`Done. For 30 days “antiphon threads undo ${batch}” takes it back.`);
    });

  const acting = (name: string, description: string) =>
    new Command(name).description(description).option("--dry-run", "tell what would happen, and write nothing", false);

  return new Command("threads")
    .description("find threads; merge, split, rename or remap them, and take that back")
    .addCommand(
      new Command("list")
        .description("list threads, the newest first")
        .argument("[words]", "some of the address or the title", "")
        .action((words: string) =>
          withBlog(tools, async ({ world }) => {
            const { threads } = await createFindThreads(world)({ words });
            const rows = threads.map(({ page, counts }) => [String(counts.published), page.url, page.title]);
            if (rows.length === 0) terminal.out("There is no such thread.");
            for (const line of columns(rows)) terminal.out(line);
          }),
        ),
    )
    .addCommand(
      acting("merge", "give all comments of one thread to another; its address leads there")
        .argument("<from>", "address of the page that gives")
        .argument("<into>", "address of the page that gets them")
        .action((from: string, into: string, dry: Dry) => take((world) => createPlanMerge(world)(from, into), dry)),
    )
    .addCommand(
      acting("split", "give a comment, with all below it, to the thread of another page")
        .argument("<number>", "number of the comment")
        .argument("<url>", "address of the page")
        .option("--title <title>", "title of a page that has no thread yet", "")
        .action((number: string, url: string, { title, ...dry }: Dry & { title: string }) =>
          take((world, makes) => createPlanSplit(world)(readNumber(number), url, title, makes), dry),
        ),
    )
    .addCommand(
      acting("rename", "give a thread another address; the old one still leads to it")
        .argument("<old>", "address of the page")
        .argument("<new>", "where the page lies now")
        .option("--title <title>", "how the page is called now", "")
        .action((from: string, to: string, { title, ...dry }: Dry & { title: string }) =>
          take((world) => createPlanRename(world)(from, to, title), dry),
        ),
    )
    .addCommand(
      acting("remap", "give many threads other addresses")
        .argument("[old]", "an address, or a beginning followed by *")
        .argument("[new]", "the new one, alike")
        .option("--map <file>", "a file with a line for each: OLD NEW, or OLD* NEW*")
        .option("--site <blog>", "address of the blog or name of its account; needed where there are several")
        .option("--home <address>", "the blog itself moves there; without addresses all its pages go along")
        .action((from: string | undefined, to: string | undefined, options: RemapOptions) =>
          take(async (world) => {
            const lines = options.map === undefined ? lineOf(from, to) : await readMap(tools, options.map);
            return createPlanRemap(world)(await siteFor(world, options.site ?? from), lines, options.home);
          }, options),
        ),
    )
    .addCommand(
      new Command("dead")
        .description("list threads whose page is gone (404 or 410)")
        .option("--check", "ask the blog for the pages of all threads with comments first", false)
        .action(({ check }: { check: boolean }) =>
          withBlog(tools, ({ world }) => listDead(world, check, terminal.out)),
        ),
    )
    .addCommand(aliasesCommand(tools, acting, take))
    .addCommand(
      new Command("undo")
        .description("take back what was done to threads")
        .argument("[id]", "as it was printed; without it, what can be taken back is listed", "")
        .action((id: string) =>
          withBlog(tools, async ({ world }) => {
            if (id === "") return listActs(world, terminal.out);
            for (const { label } of await createUndoAct(world)(id, commandLine)) terminal.out(`Taken back: ${label}`);
          }),
        ),
    );
}

function aliasesCommand(
  { terminal, ...tools }: Tools,
  acting: (name: string, description: string) => Command,
  take: (plan: (world: World) => Promise<ThreadPlan>, dry: Dry) => Promise<void>,
): Command {
  return acting("aliases", "list the addresses that lead to a thread; add or remove one")
    .argument("<url>", "address of the page")
    .option("--add <address>", "lets this one lead there as well")
    .option("--remove <address>", "lets this one lead there no more")
    .action((url: string, { add, remove, ...dry }: Dry & { add?: string; remove?: string }) => {
      if (add !== undefined) return take((world) => createPlanAlias(world)(url, add), dry);
      if (remove !== undefined) return take((world) => createPlanUnalias(world)(url, remove), dry);
      return withBlog({ terminal, ...tools }, async ({ world }) => {
        for (const { key, isOwn } of await createReadAliases(world)(url))
          terminal.out(`${key}${isOwn ? "  (its own)" : ""}`);
      });
    });
}

async function listDead(world: World, check: boolean, out: (line: string) => void): Promise<void> {
  if (check) {
    const lookAtPage = createLookAtPage(world);
    const { threads } = await createFindThreads(world)({ limit: 10_000 });
    for (const thread of threads) if (thread.counts.published + thread.counts.held > 0) await lookAtPage(thread);
  }
  const gone = await world.threads.gone(500);
  const rows = gone.map(({ page, counts, goneSince }) => [
    goneSince?.toISOString().slice(0, 10) ?? "",
    String(counts.published),
    page.url,
  ]);
  if (rows.length === 0) out("No page of a thread is known to be gone.");
  for (const line of columns(rows)) out(line);
  if (rows.length > 0) out("“antiphon threads remap OLD NEW” says where a page lies now.");
}

async function listActs(world: World, out: (line: string) => void): Promise<void> {
  const { items } = await world.threadActs.list({ limit: 50 });
  const rows = items.map(({ batch, createdAt, work, label, state }) => [
    batch,
    createdAt.toISOString().slice(0, 16).replace("T", " "),
    work.kind,
    `${label}${state === "undone" ? " (taken back)" : ""}`,
  ]);
  if (rows.length === 0) out("Nothing was done to threads in the last 30 days.");
  for (const line of columns(rows)) out(line);
}

function readNumber(text: string): number {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (number === undefined) throw new Problem("invalid", `${text} is no number of a comment, such as 12.`);
  return Number(number);
}

function lineOf(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return "";
  if (to === undefined) throw new Problem("invalid", "Name the new address as well.");
  return `${from} ${to}`;
}

async function readMap({ terminal }: Tools, file: string): Promise<string> {
  const text = await terminal.readFile(file);
  if (text === null) throw new Problem("not-found", `There is no file ${file}.`);
  return text;
}

async function siteFor(world: World, named: string | undefined) {
  const sites = await world.sites.all();
  const [only, ...others] = sites;
  if (only && others.length === 0) return only;
  if (named === undefined) throw new Problem("invalid", `Name the blog with --site: ${listSites(sites)}.`);
  return findSite(sites, named);
}
