import { Command } from "commander";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon login [--as NAME]`: prints a new one-time link, for the owner or whoever is named. */
export function loginCommand(tools: Tools): Command {
  return new Command("login")
    .description("print a new one-time link that signs the owner in")
    .option("--as <name>", "for somebody else, by the name they have among the people")
    .action(({ as }: { as?: string }) => withBlog(tools, async (node) => tools.terminal.out(await node.loginLink(as))));
}
