import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { createDecide } from "../../usecases/moderate/decide.ts";
import { createOpenThread } from "../../usecases/publish/open-thread.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon adopt ADDRESS --page PAGE`: takes a post of the fediverse, and what answers it, as comments of a page. */
export function adoptCommand(tools: Tools): Command {
  return new Command("adopt")
    .description("take a public post of the fediverse, and what answers it, as comments of a page")
    .argument("<address>", "address of the post, on its own server")
    .requiredOption("--page <address>", "the page of the blog that it belongs to")
    .action((address: string, { page }: { page: string }) =>
      withBlog(tools, async ({ world, adopt }) => {
        if (!adopt) throw new Problem("unsupported", "This node cannot look at other servers.");
        const opened = await createOpenThread(world)(page, { wait: true });
        if (opened.kind !== "thread") throw new Problem("invalid", `${page} is no page of a blog of this node.`);
        const comment = await adopt(address, opened);
        // Whoever names it has looked at it.
        if (comment.state === "held") await createDecide(world)(comment._id, "approve", commandLine);
        await world.journal.written();
        tools.terminal.out(`It is comment #${comment.number} of ${opened.thread.page.url}.`);
        tools.terminal.out("What answers it comes in the next minutes, asked for by the node that serves.");
      }),
    );
}
