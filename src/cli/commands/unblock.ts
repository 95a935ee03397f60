import { Command } from "commander";
import type { Block } from "../../domain/block.ts";
import { commandLine } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { createUnblock } from "../../usecases/moderate/unblock.ts";
import { counted } from "../counted.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon unblock WHO`: takes a block back and shows what it had hidden. */
export function unblockCommand(tools: Tools): Command {
  return new Command("unblock")
    .description("take a block back")
    .argument("<who>", "what `antiphon blocks` shows")
    .action((who: string) =>
      withBlog(tools, async ({ world }) => {
        const block = find(await world.blocks.list(), who);
        const shown = await createUnblock(world)(block._id, commandLine);
        tools.terminal.out(
          `${block.label} is no longer blocked; ${counted(shown, "comment is", "comments are")} shown again.`,
        );
      }),
    );
}

function find(blocks: readonly Block[], who: string): Block {
  const wanted = plain(who);
  const found = blocks.find((block) => [block._id, block.value, block.label].some((name) => plain(name) === wanted));
  if (found) return found;
  throw new Problem("not-found", `${who} is not blocked. \`antiphon blocks\` lists who is.`);
}

function plain(name: string): string {
  return name.trim().replace(/^@/, "").toLowerCase();
}
