import { Command } from "commander";
import { isMailbox } from "../../domain/owner-letters.ts";
import { Problem } from "../../domain/problem.ts";
import type { Tools } from "../node.ts";
import { withNode } from "../with-node.ts";

/** `antiphon mail test ADDRESS`: sends a letter to see whether mail arrives. */
export function mailCommand(tools: Tools): Command {
  const test = new Command("test")
    .description("send a letter that only shows whether letters arrive")
    .argument("<address>", "whom to write to")
    .action((address: string) =>
      withNode(tools, async ({ mailDesk }) => {
        if (!isMailbox(address)) throw new Problem("invalid", `“${address}” is not a mail address.`);
        if (!mailDesk) throw new Problem("conflict", "No mail server is set: ANTIPHON_SMTP and ANTIPHON_MAIL_FROM do.");
        const posted = await mailDesk.test(address);
        if (posted.kind !== "sent") throw new Problem("upstream", posted.reason);
        tools.terminal.out(`${mailDesk.server} took the letter. Look into the mailbox; and into its spam.`);
      }),
    );
  return new Command("mail").description("see whether mail works").addCommand(test);
}
