import { Command } from "commander";
import { isServer } from "../../config.ts";
import { counted } from "../counted.ts";
import type { Tools } from "../node.ts";
import { loadConfig } from "../settings.ts";

/** `antiphon restore FILE`: makes the store what a backup holds. */
export function restoreCommand(tools: Tools): Command {
  return new Command("restore")
    .description("read a backup into the store; stop the node first")
    .argument("<file>", "file that `antiphon backup` wrote")
    .option("--force", "replace what the store holds, comments too")
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const config = await loadConfig(tools.terminal);
      if (isServer(config.store)) {
        tools.terminal.err("A database server cannot tell whether a node still uses it: be sure that all are stopped.");
      }
      const count = await tools.stores.restore(file, config.store, { force });
      tools.terminal.out(
        `Restored ${counted(count, "document")} from ${file}. Start the node with the same ANTIPHON_URL as before.`,
      );
    });
}
