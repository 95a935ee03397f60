import { Command } from "commander";
import { decideAll } from "../deciding.ts";
import type { Tools } from "../node.ts";

/** `antiphon hide ID…`: takes comments from the page, with the way back open. */
export function hideCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("hide")
    .description("take comments from the page, with the way back open")
    .argument("<id...>", "numbers or ids of comments")
    .action(async (ids: string[]) =>
      finish(await decideAll(tools, ids, "hide", "is hidden; `antiphon approve` shows it again")),
    );
}
