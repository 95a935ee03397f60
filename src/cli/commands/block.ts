import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { createReadTarget } from "../../usecases/moderate/read-target.ts";
import { counted } from "../counted.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon block WHO`: blocks a person, by handle or profile address, or a server with its subdomains. */
export function blockCommand(tools: Tools): Command {
  return new Command("block")
    .description("block a person (@name@host, or the address of a profile) or a whole server (host)")
    .argument("<who>", "handle, profile address or host")
    .option("-m, --note <text>", "why, for yourself", "")
    .action((who: string, { note }: { note: string }) =>
      withBlog(tools, async ({ world, findActor }) => {
        const target = await createReadTarget(world, findActor ?? null)(who);
        const { block, hidden, rejected } = await createBlock(world)({ ...target, note }, commandLine);
        const what = block.kind === "actor" ? "person" : "server, with its subdomains,";
        tools.terminal.out(
          `The ${what} ${block.label} is blocked: ${counted(hidden, "comment")} hidden, ${counted(rejected, "follower")} dropped.`,
        );
      }),
    );
}
