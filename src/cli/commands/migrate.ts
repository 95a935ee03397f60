import { Command } from "commander";
import { withoutPasswords } from "../../log.ts";
import type { Tools } from "../node.ts";
import { progressTo, totalOf } from "../progress.ts";

/** `antiphon migrate`: copies one store into another and compares what they hold. */
export function migrateCommand(tools: Tools): Command {
  return new Command("migrate")
    .description("copy one store into another; goes on where it was cut off, compares the contents at the end")
    .requiredOption("--from <store>", "store to read, such as sqlite:./data/antiphon.db")
    .requiredOption("--to <store>", "store to fill, such as mongodb://localhost/antiphon")
    .action(async ({ from, to }: { from: string; to: string }) => {
      const { terminal } = tools;
      const counts = await tools.stores.migrate(from, to, {
        progress: progressTo(terminal),
        warn: (sentence) => terminal.err(sentence),
      });
      terminal.out(`Copied ${totalOf(counts)} to ${withoutPasswords(to)}; the contents agree.`);
      terminal.err("Set ANTIPHON_STORE to the new store, once no node writes to the old one any more.");
      if (from.startsWith("sqlite:")) {
        terminal.err(
          "Set ANTIPHON_SECRET to what the key file beside the old database holds, so that links stay valid.",
        );
      }
    });
}
