import { destination } from "pino";
import type { Config } from "../config.ts";
import { createLog } from "../log.ts";
import type { Node, Tools } from "./node.ts";
import { loadConfig } from "./settings.ts";

/**
 * Composes a node that does not listen, hands it to the work and closes it whatever happens. What the work changed is
 * told to the fediverse by the node that serves, or by its sweep. Logs go to standard error, warnings at most.
 */
export async function withNode<T>(tools: Tools, work: (node: Node, config: Config) => Promise<T>): Promise<T> {
  const config = await loadConfig(tools.terminal);
  const log = createLog(config.log === "debug" ? "debug" : "warn", destination({ fd: 2, sync: true }));
  const node = await tools.compose(config, { log });
  try {
    if (await showsDemo(node)) {
      tools.terminal.err("No blog is set: the demo lives in the memory of the running node, out of reach of commands.");
    }
    const result = await work(node, config);
    await node.world.debts.settled();
    return result;
  } finally {
    await node.close();
  }
}

/** Whether a node shows nothing but its own demo blog. */
export async function showsDemo(node: Pick<Node, "world" | "url">): Promise<boolean> {
  const sites = await node.world.sites.all();
  return sites.every((site) => site.home.startsWith(`${node.url}/`));
}
