import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

/** A server that runs as a process of its own. */
export interface Program {
  pid: number;
  /** Everything it printed so far. */
  printed(): string;
  /** Asks it to stop, and makes it after ten seconds. */
  stop(): Promise<void>;
}

export interface Launch {
  command: string;
  args: readonly string[];
  /** The whole environment beside PATH. */
  env: Record<string, string>;
  /** Where it answers 200 once it is ready. */
  ready: string;
  cwd?: string;
  /** A file for what it prints. */
  log?: string;
  /** How long it may take to start, in milliseconds; two minutes when nothing is said. */
  withinMs?: number;
}

/** Starts a server and waits until it answers; fails when it does not, or ends before, with what it printed. */
export async function launch({ command, args, env, ready, cwd, log, withinMs = 120_000 }: Launch): Promise<Program> {
  const child = spawn(command, args, {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd ? { cwd } : {}),
  });
  let printed = "";
  const file = log ? createWriteStream(log) : null;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk;
      file?.write(chunk);
    });
  }
  child.on("error", (error) => {
    printed += error.message;
  });
  // Whatever becomes of this process, it leaves nothing running.
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  await firstAnswer(ready, child, withinMs, () => printed);
  return { pid: child.pid as number, printed: () => printed, stop: () => stop(child) };
}

async function firstAnswer(url: string, child: ChildProcess, withinMs: number, printed: () => string): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  child.kill("SIGKILL");
  throw new Error(`${url} gave no answer. The program printed:\n${printed()}`);
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  return gone.finally(() => clearTimeout(late));
}
