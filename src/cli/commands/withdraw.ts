import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { createWithdrawUrl } from "../../usecases/publish/withdraw-url.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon withdraw URL`: takes an announced post back from the fediverse. Its thread stays. */
export function withdrawCommand(tools: Tools): Command {
  return new Command("withdraw")
    .description("take an announced post back from the fediverse; its comments stay on the page")
    .argument("<url>", "address of the post")
    .action((url: string) =>
      withBlog(tools, async ({ world }) => {
        await createWithdrawUrl(world)(url, commandLine);
        tools.terminal.out(`${url} is withdrawn; the servers that were told of it are asked to delete it.`);
      }),
    );
}
