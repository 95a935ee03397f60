import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** A server under measurement, run as its own process so that its CPU time and memory are its own. */
export interface Program {
  origin: string;
  /** Milliseconds from the start of the process to its first answer. */
  startedInMs: number;
  /** CPU seconds (user and system) since the start, from the kernel's accounting. */
  cpuSeconds(): number;
  /** Resident memory in MB. */
  rssMb(): number;
  stop(): Promise<void>;
}

/** Starts `node ARGS` with PORT set and waits until `path` answers 200; fails after 30 s with what it printed. */
export async function startProgram(
  args: readonly string[],
  env: Record<string, string>,
  path: string,
): Promise<Program> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const before = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"] ?? "", PORT: String(port), ANTIPHON_URL: origin, ANTIPHON_LOG: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  child.stderr.on("data", (chunk) => (printed += chunk));
  await firstAnswer(`${origin}${path}`, child, () => printed);
  return {
    origin,
    startedInMs: performance.now() - before,
    cpuSeconds: () => cpuSeconds(child.pid as number),
    rssMb: () => rssMb(child.pid as number),
    stop: () => stop(child),
  };
}

async function firstAnswer(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = performance.now() + 30_000;
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

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function rssMb(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1]) / 1024;
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  return gone.finally(() => clearTimeout(late));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
