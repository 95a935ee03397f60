import { Command } from "commander";
import { withoutPasswords } from "../../log.ts";
import type { Tools } from "../node.ts";
import { progressTo, totalOf } from "../progress.ts";

/** `antiphon migrate`: copies one store into another and compares the counts. */
export function migrateCommand(tools: Tools): Command {
  return new Command("migrate")
    .description("copy one store into another; may be repeated, compares the counts at the end")
    .requiredOption("--from <store>", "store to read, such as sqlite:./data/antiphon.db")
    .requiredOption("--to <store>", "store to fill, such as mongodb://localhost/antiphon")
    .action(async ({ from, to }: { from: string; to: string }) => {
      const { terminal } = tools;
      const counts = await tools.stores.migrate(from, to, progressTo(terminal));
      terminal.out(`Copied ${totalOf(counts)} to ${withoutPasswords(to)}; the counts agree.`);
      terminal.err(
        "If the node ran meanwhile, stop it and run this once more. Then set ANTIPHON_STORE to the new store.",
      );
      if (from.startsWith("sqlite:")) {
        terminal.err(
          "Set ANTIPHON_SECRET to what the key file beside the old database holds, so that links stay valid.",
        );
      }
    });
}
