import { Command } from "commander";
import { counted } from "../../domain/counted.ts";
import type { Tools } from "../node.ts";
import { loadConfig } from "../settings.ts";

/** `antiphon restore FILE`: makes the store what a backup holds. */
export function restoreCommand(tools: Tools): Command {
  return new Command("restore")
    .description("read a backup into the store; stop the node first")
    .argument("<file>", "file that `antiphon backup` wrote")
    .option("--force", "replace what the store holds, comments too")
    .option("--erasures <file>", "list of what was erased since; erasures.jsonl beside the backup is read by itself")
    .action(async (file: string, { force = false, erasures = null }: { force?: boolean; erasures?: string | null }) => {
      const config = await loadConfig(tools.terminal);
      const { documents, erased } = await tools.stores.restore(file, config.store, { force, erasures });
      tools.terminal.out(
        `Restored ${counted(documents, "document")} from ${file}. Start the node with the same ANTIPHON_URL as before.`,
      );
      if (erased > 0)
        tools.terminal.err(
          `${counted(erased, "erasure is", "erasures are")} listed: what came back of that is erased again as the node starts.`,
        );
    });
}
