import { Command } from "commander";
import { decideAll } from "../deciding.ts";
import type { Tools } from "../node.ts";

/** `antiphon spam ID…`: sorts comments out as spam, from which the node learns, with the way back open for a while. */
export function spamCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("spam")
    .description("sort comments out as spam, so that more like them are held")
    .argument("<id...>", "numbers or ids of comments")
    .action(async (ids: string[]) =>
      finish(await decideAll(tools, ids, "spam", "is spam; `antiphon approve` publishes it after all")),
    );
}
