import { Command } from "commander";
import { counted } from "../../domain/counted.ts";
import { awayWords, paceWords } from "../../domain/pace-words.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createImportPages } from "../../usecases/publish/import-pages.ts";
import { createPollNow } from "../../usecases/publish/poll-now.ts";
import { createFindOrphans } from "../../usecases/threads/find-orphans.ts";
import { findSite, listSites } from "../find-site.ts";
import type { Node, Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface OfSite {
  site?: string;
}

/** `antiphon posts`: where posts come from, and what a blog's sitemap tells of older ones. */
export function postsCommand(tools: Tools): Command {
  const { terminal } = tools;
  const about = (name: string, description: string) =>
    new Command(name)
      .description(description)
      .option("--site <blog>", "address of the blog or name of its account; needed where there are several");

  return new Command("posts")
    .description("tell where posts come from, look for new ones, and learn of older ones by the sitemap")
    .addCommand(
      new Command("status").description("tell when each blog was looked at, and when it is next").action(() =>
        withBlog(tools, async ({ world }) => {
          for (const site of await world.sites.all())
            for (const line of statusOf(site, world.clock.now())) terminal.out(line);
        }),
      ),
    )
    .addCommand(
      about("look", "let the node that serves look for new posts now").action(({ site: named }: OfSite) =>
        withBlog(tools, async ({ world }) => {
          const site = await chosen(world, named);
          const outcome = await createPollNow(world)(site, { anew: true });
          if (outcome.kind === "soon") return terminal.out(`${site.home} is looked at by the node that serves.`);
          throw new Problem("busy", `${site.home} asked to be left alone until ${outcome.until.toISOString()}.`);
        }),
      ),
    )
    .addCommand(
      about("import", "make threads for all pages that the sitemap names, as old ones; nobody is told of them")
        .option("--dry-run", "tell what would happen, and write nothing", false)
        .action(({ site: named, dryRun }: OfSite & { dryRun: boolean }) =>
          withBlog(tools, async ({ world }) => {
            const site = await chosen(world, named);
            const { address, found, known, made, more, fault } = await createImportPages(world)(site, { dryRun });
            terminal.out(
              `${address} names ${counted(found, "page")} below ${site.postsBelow ?? "/"}; ${known} were known.`,
            );
            if (more) terminal.out("It names more than are read at once: 50,000 pages, in 60 files.");
            if (fault !== null) terminal.err(fault);
            if (dryRun)
              return terminal.out(`${counted(made, "thread")} would be made. Nothing was written: this was a dry run.`);
            terminal.out(
              `${counted(made, "thread")} made; the node that serves reads their titles, one page in two seconds.`,
            );
          }),
        ),
    )
    .addCommand(
      about(
        "orphans",
        "list threads with comments that lie at no page of the sitemap, as lines for “threads remap --map”",
      ).action(({ site: named }: OfSite) =>
        withBlog(tools, async ({ world }) => {
          const { orphans, pages } = await createFindOrphans(world)(await chosen(world, named));
          for (const { thread, at } of orphans)
            terminal.out(at === null ? `# ${thread.page.url}` : `${thread.page.url} ${at}`);
          const placed = orphans.filter(({ at }) => at !== null).length;
          terminal.err(
            `${counted(orphans.length, "thread")} at none of the ${counted(pages, "page")} of the sitemap; ${placed} may lie where a page ends alike. Look at each line before you use it.`,
          );
        }),
      ),
    );
}

function statusOf({ home, postsFrom = "feed", polling }: Site, now: Date): string[] {
  const { feed, intervalMs, polledAt, nextPollAt, fault } = polling;
  const last = polledAt ? polledAt.toISOString() : "never";
  const next = awayWords(nextPollAt.getTime() - now.getTime());
  return [
    home,
    `  posts from  ${postsFrom}${feed === null ? "" : ` (${feed})`}`,
    `  looked at   ${intervalMs === undefined ? "" : `${paceWords(intervalMs)} or so; `}last ${last}, next ${next}`,
    ...(fault === null ? [] : [`  ${fault}`]),
  ];
}

async function chosen(world: Node["world"], named: string | undefined): Promise<Site> {
  const sites = await world.sites.all();
  const [only, ...others] = sites;
  if (named !== undefined) return findSite(sites, named);
  if (only && others.length === 0) return only;
  throw new Problem("invalid", `Name the blog with --site: ${listSites(sites)}.`);
}
