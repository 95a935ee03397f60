import { readFileSync } from "node:fs";
import { freePort } from "../../test/helpers/free-port.ts";
import { launch } from "../program.ts";

/** A server under measurement, run as its own process so that its CPU time and memory are its own. */
export interface Program {
  origin: string;
  /** Milliseconds from the start of the process to its first answer. */
  startedInMs: number;
  /** CPU seconds (user and system) since the start, from the kernel's accounting. */
  cpuSeconds(): number;
  /** Resident memory in MB. */
  rssMb(): number;
  /** Everything it printed so far. */
  printed(): string;
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
  const { pid, printed, stop } = await launch({
    command: process.execPath,
    args,
    env: { PORT: String(port), ANTIPHON_URL: origin, ANTIPHON_LOG: "error", ...env },
    ready: `${origin}${path}`,
    withinMs: 30_000,
  });
  return {
    origin,
    startedInMs: performance.now() - before,
    cpuSeconds: () => cpuSeconds(pid),
    rssMb: () => rssMb(pid),
    printed,
    stop,
  };
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
