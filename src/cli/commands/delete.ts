import { Command } from "commander";
import { decideAll } from "../deciding.ts";
import type { Tools } from "../node.ts";

/** `antiphon delete ID…`: empties comments for good and tells whoever was told of them. */
export function deleteCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("delete")
    .description("delete comments for good, here and wherever they were sent")
    .argument("<id...>", "numbers or ids of comments")
    .action(async (ids: string[]) => finish(await decideAll(tools, ids, "delete", "is deleted")));
}
