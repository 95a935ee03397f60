import { Command } from "commander";
import { serve } from "../../main.ts";
import type { Tools } from "../node.ts";
import { type IssoConfigOption, issoConfigOption, loadConfig, withIssoConfig } from "../settings.ts";

/** `antiphon serve`: runs the node until it is asked to stop. */
export function serveCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("serve")
    .description("run the node")
    .addOption(issoConfigOption())
    .action(async ({ issoConfig }: IssoConfigOption) => {
      const config = await loadConfig(withIssoConfig(tools, issoConfig).terminal);
      const inTime = await serve(config, tools.compose, tools.terminal, tools.version);
      if (!inTime) finish(1);
    });
}
