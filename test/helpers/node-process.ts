import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A node that runs as a process of its own. */
export interface NodeProcess {
  /** Where this very process listens. */
  url: string;
  /** All that it printed. */
  said(): string;
  /** Ends it in mid-work, as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number>;
}

/** Starts a node with plain Node and waits until it runs; throws with what it printed where it ends instead. */
export async function startProcess(main: string, env: Record<string, string>): Promise<NodeProcess> {
  const child: ChildProcess = spawn(process.execPath, [main, "serve"], {
    env: { PATH: process.env["PATH"], ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const gone = once(child, "exit").then(([code]) => Number(code ?? -1));
  const ready = new Promise<true>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.includes("is running")) resolve(true);
      });
  });
  if ((await Promise.race([ready, gone])) !== true) throw new Error(`The node ended. It printed: ${printed}`);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  return {
    url: `http://localhost:${env["PORT"]}`,
    said: () => printed,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
}
