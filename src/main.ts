import type { Compose, Node, Terminal } from "./cli/node.ts";
import { showsDemo } from "./cli/with-node.ts";
import { type Config, isInMemory } from "./config.ts";
import { Problem } from "./domain/problem.ts";

/** How long running requests and jobs may take to end after the node was asked to stop. */
const stopWithinMs = 10_000;

/**
 * Runs the node until it is asked to stop: compose, listen, tell the operator where and how, stop gracefully. Returns
 * whether it stopped in time. Throws `conflict` when its port cannot be had.
 */
export async function serve(config: Config, compose: Compose, terminal: Terminal, version: string): Promise<boolean> {
  const node = await compose(config);
  try {
    const address = await node.listen().catch((error: unknown) => {
      throw unlistenable(error, config);
    });
    for (const line of await announcement(node, config, address, version)) terminal.out(line);
    await terminal.stopRequested();
    terminal.err("Stopping: running requests may end.");
  } catch (error) {
    await node.close();
    throw error;
  }
  const inTime = await within(stopWithinMs, node.close());
  terminal.err(inTime ? "Stopped." : `Stopped after ${stopWithinMs / 1000} s, though something was still running.`);
  return inTime;
}

async function announcement(node: Node, config: Config, address: string, version: string): Promise<string[]> {
  const demo = await showsDemo(node);
  const open = config.port === 0 && !config.isPublic ? address : config.url;
  const lines = [`Antiphon ${version} is running: open ${open}/`];
  if (config.isPublic) lines.push(`  It listens at ${address}.`);
  const another = demo || isInMemory(config.store) ? "restart for a new one" : "`antiphon login` prints another";
  lines.push(`  Owner: ${await node.loginLink()} (works once; ${another})`);
  if (demo) {
    lines.push(
      "  Demo: no blog is set, so a small one is shown, kept in memory and forgotten at the end.",
      "        Set ANTIPHON_SITE to your blog's address to start.",
    );
  }
  if (!config.federates) lines.push(...waiting(config));
  if (config.allowPrivateAddresses) {
    lines.push(
      "  WARNING: ANTIPHON_ALLOW_PRIVATE_ADDRESSES is on. Strangers can make this node ask any address of your own",
      "  WARNING: network. It is meant for tests and closed networks: never leave it on where the internet reaches.",
    );
  }
  return lines;
}

function waiting(config: Config): string[] {
  return [
    `  Fediverse: waits, as other servers cannot reach ${config.url}.`,
    "        Set ANTIPHON_URL to the https:// address under which the world sees this node; all else works now.",
  ];
}

/** Says what keeps the node from its port, and what to do. */
function unlistenable(error: unknown, config: Config): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const { host, port } = config;
  const another = `PORT=${port < 1024 ? 8080 : port + 1}`;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or choose another port: ${another}.`,
    EACCES: `Port ${port} needs rights that this user does not have. Choose one above 1023: ${another}.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Set ANTIPHON_HOST to one that is, or to 0.0.0.0 for all.`,
    ENOTFOUND: `${host} is no name that this machine knows. Set ANTIPHON_HOST to an address, or to 0.0.0.0 for all.`,
  };
  const sentence = sentences[String(code)];
  return sentence ? new Problem("conflict", sentence, { cause: error }) : error;
}

async function within(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
