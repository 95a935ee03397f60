import { Command } from "commander";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon login`: prints a new one-time link for the owner. */
export function loginCommand(tools: Tools): Command {
  return new Command("login")
    .description("print a new one-time link that signs the owner in")
    .action(() => withBlog(tools, async (node) => tools.terminal.out(await node.loginLink())));
}
