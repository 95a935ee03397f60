import { destination } from "pino";
import { type Config, isInMemory } from "../config.ts";
import { Problem } from "../domain/problem.ts";
import { createLog } from "../log.ts";
import type { Node, Tools } from "./node.ts";
import { loadConfig } from "./settings.ts";

type Work<T> = (node: Node, config: Config) => Promise<T>;

const demoSentence = "No blog is set: the demo lives inside the running node, out of reach of commands.";

/**
 * Composes a node that does not listen, hands it to the work and closes it whatever happens. What the work changed is
 * told to the fediverse by the node that serves, or by its sweep. Logs go to standard error, warnings at most.
 */
export async function withNode<T>(tools: Tools, work: Work<T>): Promise<T> {
  return withComposed(tools, await loadConfig(tools.terminal), async (node, config) => {
    if (await showsDemo(node)) tools.terminal.err(demoSentence);
    return work(node, config);
  });
}

/**
 * As `withNode`, for work on what the node that serves holds. Throws `conflict` where that is in its memory alone: a
 * change would be one of a store of our own that ends with us, and look like success.
 */
export async function withBlog<T>(tools: Tools, work: Work<T>): Promise<T> {
  const config = await loadConfig(tools.terminal);
  if (isInMemory(config.store)) {
    const sentence = `ANTIPHON_STORE is ${config.store}, which lives inside the running node, out of reach of commands.`;
    throw new Problem("conflict", `${sentence} Set it to a file, or restart the node for a new login link.`);
  }
  return withComposed(tools, config, async (node) => {
    if (!(await showsDemo(node))) return work(node, config);
    const advice = "Set ANTIPHON_SITE (or go to the folder of antiphon.env), or restart the node for a new login link.";
    throw new Problem("conflict", `${demoSentence} ${advice}`);
  });
}

async function withComposed<T>(tools: Tools, config: Config, work: Work<T>): Promise<T> {
  const log = createLog(config.log === "debug" ? "debug" : "warn", destination({ fd: 2, sync: true }));
  const node = await tools.compose(config, { log });
  try {
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
