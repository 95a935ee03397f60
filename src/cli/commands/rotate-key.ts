import { Command } from "commander";
import { isProblem, Problem } from "../../domain/problem.ts";
import { guestActorName, nodeActorName, type Site } from "../../domain/site.ts";
import { exitCodes } from "../exit-codes.ts";
import { findSite, listSites } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface Options {
  all: boolean;
  now: boolean;
}

/** `antiphon rotate-key [SITE]`: gives the actors of a blog new keys, in time for everybody to hear of it. */
export function rotateKeyCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("rotate-key")
    .description("give a blog's actors new keys to sign with; they take over after five minutes")
    .argument("[site]", "address of the blog or name of its account; needed where there are several")
    .option("--all", "all blogs, and the node's own actor", false)
    .option("--now", "at once, because the old key leaked: some servers refuse what is on its way", false)
    .action((site: string | undefined, options: Options) =>
      withBlog(tools, async (node) => {
        let failures = 0;
        for (const actor of actorsOf(await node.world.sites.all(), site, options)) {
          try {
            const { keyId, from } = await node.rotateKey(actor, options.now);
            const when = options.now ? "from now on" : `from ${from.toISOString().slice(0, 19)}Z on`;
            tools.terminal.out(`${actor} signs with ${keyId} ${when}.`);
          } catch (error) {
            if (!isProblem(error, "conflict")) throw error;
            failures++;
            tools.terminal.err(error.message);
          }
        }
        tools.terminal.out("The node that serves takes the keys up within a minute and tells the followers.");
        if (failures > 0) finish(exitCodes.failed);
      }),
    );
}

function actorsOf(sites: readonly Site[], wanted: string | undefined, { all }: Options): string[] {
  const own = (site: Site) => [site.handle, guestActorName(site)];
  if (all) {
    if (wanted !== undefined) throw new Problem("invalid", "Name a blog, or say --all; not both.");
    return [nodeActorName, ...sites.flatMap(own)];
  }
  if (wanted !== undefined) return own(findSite(sites, wanted));
  if (sites.length === 1 && sites[0]) return own(sites[0]);
  throw new Problem("invalid", `Name one of the blogs (${listSites(sites)}), or say --all.`);
}
