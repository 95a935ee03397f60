import { Command } from "commander";
import { counted } from "../../domain/counted.ts";
import { commandLine } from "../../domain/moderator.ts";
import { createWriteDown } from "../../usecases/moderate/write-down.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon seal`: seals the secrets of the store with the first key of `ANTIPHON_KEY`, or takes the seals off. */
export function sealCommand(tools: Tools): Command {
  return new Command("seal")
    .description("seal the private keys in the store with the first key of ANTIPHON_KEY; with --off unseal them")
    .option("--off", "take the seals off, before ANTIPHON_KEY is taken away", false)
    .action(({ off }: { off: boolean }) =>
      withBlog(tools, async ({ seals, world }) => {
        const changed = await seals.renew(off ? "bare" : "sealed");
        const label = counted(changed, "secret of the store", "secrets of the store");
        const act = off ? "secrets.unseal" : "secrets.seal";
        if (changed > 0) await createWriteDown(world)({ by: commandLine, act, site: null, subject: "keys", label });
        tools.terminal.out(off ? `${label} unsealed.` : `${label} sealed; all are now.`);
        tools.terminal.err(
          off
            ? "ANTIPHON_KEY may be taken away now, on every node."
            : "Keys behind the first in ANTIPHON_KEY are needed no more, but for backups from before.",
        );
      }),
    );
}
