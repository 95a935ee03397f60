import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { createPublishUrl } from "../../usecases/publish/publish-url.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon publish URL`: announces one post to the followers, an old one too. */
export function publishCommand(tools: Tools): Command {
  return new Command("publish")
    .description("announce a post to the blog's followers, however old it is")
    .argument("<url>", "address of the post")
    .action((url: string) =>
      withBlog(tools, async ({ world }) => {
        await createPublishUrl(world)(url, commandLine);
        tools.terminal.out(`${url} is announced; the node that serves delivers it.`);
      }),
    );
}
