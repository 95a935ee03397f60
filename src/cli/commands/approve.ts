import { Command } from "commander";
import { decideAll } from "../deciding.ts";
import type { Tools } from "../node.ts";

/** `antiphon approve ID…`: publishes comments that wait. */
export function approveCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("approve")
    .description("publish comments that wait, or that were hidden")
    .argument("<id...>", "numbers or ids of comments")
    .action(async (ids: string[]) => finish(await decideAll(tools, ids, "approve", "is published")));
}
