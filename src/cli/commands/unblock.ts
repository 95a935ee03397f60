import { Command } from "commander";
import type { Block } from "../../domain/block.ts";
import { counted } from "../../domain/counted.ts";
import { commandLine } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import { makeRule } from "../../usecases/moderate/make-rule.ts";
import { createReadTarget } from "../../usecases/moderate/read-target.ts";
import { createUnblock } from "../../usecases/moderate/unblock.ts";
import { idOfSite } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon unblock WHO`: takes a block back and shows what it had hidden. */
export function unblockCommand(tools: Tools): Command {
  return new Command("unblock")
    .description("take a block back")
    .argument("<who>", "what `antiphon blocks` shows")
    .option("--site <site>", "address or account of the blog, where the block holds for one alone")
    .action((who: string, { site }: { site?: string }) =>
      withBlog(tools, async ({ world }) => {
        const block = await find(world, await world.blocks.list(idOfSite(await world.sites.all(), site)), who);
        const shown = await createUnblock(world)(block._id, commandLine);
        tools.terminal.out(
          `${block.label} is no longer blocked; ${counted(shown, "comment is", "comments are")} shown again.`,
        );
      }),
    );
}

/** By what `antiphon blocks` shows, or by what `antiphon block` was given. Throws `not-found`. */
async function find(world: World, blocks: readonly Block[], who: string): Promise<Block> {
  const wanted = plain(who);
  const named = blocks.find((block) => [block._id, block.value, block.label].some((name) => plain(name) === wanted));
  const found = named ?? (await findTyped(world, blocks, who));
  if (found) return found;
  throw new Problem("not-found", `${who} is not blocked. \`antiphon blocks\` lists who is.`);
}

async function findTyped(world: World, blocks: readonly Block[], who: string): Promise<Block | undefined> {
  try {
    const { kind, value } = makeRule(world, await createReadTarget(world, null)(who));
    // Some networks are kept as a hash, and called by what was typed.
    return blocks.find((block) => block.kind === kind && [block.value, block.label].includes(value));
  } catch (error) {
    // What no rule can be about has none.
    if (isProblem(error)) return undefined;
    throw error;
  }
}

function plain(name: string): string {
  return name.trim().replace(/^@/, "").toLowerCase();
}
