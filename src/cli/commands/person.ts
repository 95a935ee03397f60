import { Command } from "commander";
import { counted } from "../../domain/counted.ts";
import { commandLine } from "../../domain/moderator.ts";
import { createEraseCommenter } from "../../usecases/moderate/erase-commenter.ts";
import { createExportCommenter } from "../../usecases/moderate/export-commenter.ts";
import { createFindCommenter } from "../../usecases/moderate/find-commenter.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

const who = "a mailbox, @name@host, the address of a profile, or the number of a comment for whoever wrote it";

/** `antiphon person`: `export` prints what is kept of one commenter, `erase` erases it. */
export function personCommand(tools: Tools): Command {
  return new Command("person")
    .description("print or erase what is kept of one person who commented")
    .addCommand(exporting(tools))
    .addCommand(erasing(tools));
}

function exporting(tools: Tools): Command {
  return new Command("export")
    .description("print what is kept of somebody as JSON")
    .argument("<who>", who)
    .action((typed: string) =>
      withBlog(tools, async ({ world, findActor }) => {
        const commenter = await createFindCommenter(world, findActor ?? null)(typed);
        tools.terminal.out(JSON.stringify(await createExportCommenter(world)(commenter, commandLine), null, 2));
      }),
    );
}

function erasing(tools: Tools): Command {
  return new Command("erase")
    .description("erase for good what is kept of somebody, here and wherever it was sent")
    .argument("<who>", who)
    .addHelpText("after", "\nRules stay, and so do your backups; docs/privacy.md says what else there is to do.")
    .action((typed: string) =>
      withBlog(tools, async ({ world, findActor }) => {
        const commenter = await createFindCommenter(world, findActor ?? null)(typed);
        const count = await createEraseCommenter(world)(commenter, commandLine);
        tools.terminal.out(`Erased ${counted(count, "comment")} and what else was kept of them.`);
      }),
    );
}
