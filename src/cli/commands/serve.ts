import { Command } from "commander";
import { serve } from "../../main.ts";
import type { Tools } from "../node.ts";
import { loadConfig } from "../settings.ts";

/** `antiphon serve`: runs the node until it is asked to stop. */
export function serveCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("serve").description("run the node").action(async () => {
    const config = await loadConfig(tools.terminal);
    const inTime = await serve(config, tools.compose, tools.terminal, tools.version);
    if (!inTime) finish(1);
  });
}
