import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { findMovedWriters } from "../../usecases/moderate/moved-writers.ts";
import { createNameWriters } from "../../usecases/moderate/name-writers.ts";
import { findSite, listSites } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface Options {
  site?: string;
  remove?: true;
}

/** `antiphon author [HANDLE]`: names the fediverse account of who writes the blog, or lists those that are named. */
export function authorCommand(tools: Tools): Command {
  const { terminal } = tools;
  return new Command("author")
    .description("name the fediverse account of who writes the blog: its answers are marked, and never wait")
    .argument("[handle]", "@name@host, or the address of a profile; lists what is named when left out")
    .option("--site <site>", "address or account of the blog; needed where there are several")
    .option("--remove", "name it no longer")
    .action((who: string | undefined, { site: wanted, remove }: Options) =>
      withBlog(tools, async ({ world, findActor }) => {
        const site = one(await world.sites.all(), wanted);
        const named = site.writers ?? [];
        const writers = createNameWriters(world, findActor ?? null);
        if (who === undefined) {
          for (const { handle, id, movedTo } of await findMovedWriters(world, site)) {
            terminal.out(`@${handle}  ${id}`);
            if (movedTo) terminal.out(`  It has moved to @${movedTo.handle}: antiphon author ${movedTo.id}`);
          }
          if (named.length === 0) terminal.out("No account is named.");
        } else if (remove) {
          const plain = who.replace(/^@/, "").toLowerCase();
          const found = named.find(({ id, handle }) => id === who || handle.toLowerCase() === plain);
          await writers.remove(site._id, found?.id ?? who, commandLine);
          terminal.out(`${who} is named no longer.`);
        } else {
          const { handle, id } = await writers.add(site._id, who, commandLine);
          terminal.out(`Answers from @${handle} (${id}) are marked as the author's, and never wait.`);
        }
      }),
    );
}

function one(sites: readonly Site[], wanted: string | undefined): Site {
  if (wanted !== undefined) return findSite(sites, wanted);
  if (sites.length === 1 && sites[0]) return sites[0];
  throw new Problem("invalid", `Name one of the blogs with --site (${listSites(sites)}).`);
}
