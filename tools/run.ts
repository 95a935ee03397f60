import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json, with a trailing slash. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** How a command went: its exit code, what it printed in order, and how long it took in milliseconds. */
export interface Ran {
  code: number;
  output: string;
  ms: number;
}

/** Runs a command in the project's folder and keeps what it prints; a command that cannot start counts as exit code 127. */
export async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
    const pieces: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
    const finish = (code: number, extra = "") =>
      resolve({ code, output: Buffer.concat(pieces).toString() + extra, ms: performance.now() - started });
    child.on("error", (error) => finish(127, `${command}: ${error.message}\n`));
    child.on("close", (code) => finish(code ?? 1));
  });
}

/** The path of a command that a package brought along, looked up in the given folder of the project. */
export function bin(name: string, folder = "."): string {
  return `${root}${folder}/node_modules/.bin/${name}`;
}
