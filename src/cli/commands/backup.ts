import { Command } from "commander";
import type { Tools } from "../node.ts";
import { loadConfig } from "../settings.ts";

/** `antiphon backup FILE`: writes the store to a file while the node runs. */
export function backupCommand(tools: Tools): Command {
  return new Command("backup")
    .description("write everything in the store to a new file; the node may run meanwhile")
    .argument("<file>", "file to write; must not exist yet")
    .option("--with-secrets", "also copy the key file that sessions and links are made with")
    .action(async (file: string, { withSecrets = false }: { withSecrets?: boolean }) => {
      const config = await loadConfig(tools.terminal);
      const key = await tools.stores.backup(config.store, file, { withSecrets });
      tools.terminal.out(`Wrote ${file}${key === null ? "" : `, and the key file to ${key}`}.`);
      tools.terminal.err("It holds mailboxes and the private keys of your actors: keep it where nobody else reads.");
      if (config.secret === null && key === null) {
        tools.terminal.err("The key file is not part of it; --with-secrets copies that too.");
      }
    });
}
