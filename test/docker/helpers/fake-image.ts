import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../helpers/free-port.ts";
import { root } from "../../helpers/sources.ts";

/** A folder that the entry script takes for the image's root, and what was run there. */
export interface FakeImage {
  /** The path of a file in it, such as `/db/comments.db`. */
  path(name: string): string;
  /** Runs the script to its end, or until it says what it is killed at, with all that it started. */
  run(args: readonly string[], env?: Record<string, string>, killAt?: string): Promise<{ code: number; said: string }>;
  /** Starts the node, and waits until it runs. */
  serve(env?: Record<string, string>): Promise<{ url: string; said(): string; stop(): Promise<number> }>;
  clear(): void;
}

/** Makes one with Isso's two mounts, empty, and a built node in it. */
export function createFakeImage(app: string): FakeImage {
  const image = mkdtempSync(join(tmpdir(), "antiphon-image-"));
  // Whoever root is given up for has to get in.
  chmodSync(image, 0o755);
  const path = (name: string) => join(image, name);
  for (const folder of ["config", "db", "data"]) mkdirSync(path(folder));
  symlinkSync(app, path("app"));
  const running = new Set<ChildProcess>();

  function start(args: readonly string[], env: Record<string, string>) {
    const child = spawn("dash", [join(root, "docker/entry.sh"), ...args], {
      cwd: image,
      detached: true,
      env: {
        PATH: process.env["PATH"],
        IMAGE_ROOT: image,
        ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const gone = once(child, "close").then(([code, signal]) => {
      running.delete(child);
      return { code: Number(code ?? -1), signal: String(signal) };
    });
    let said = "";
    const listeners = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        for (const listener of listeners) listener();
      });
    return { child, gone, said: () => said, onWords: (listener: () => void) => listeners.add(listener) };
  }

  return {
    path,
    async run(args, env = {}, killAt) {
      const { child, gone, said, onWords } = start(args, env);
      onWords(() => {
        if (killAt !== undefined && child.pid && said().includes(killAt)) process.kill(-child.pid, "SIGKILL");
      });
      const { code } = await gone;
      return { code, said: said() };
    },
    async serve(env = {}) {
      const port = await freePort();
      const { child, gone, said, onWords } = start(["serve"], {
        PORT: String(port),
        ANTIPHON_URL: `http://localhost:${port}`,
        ...env,
      });
      const ready = new Promise<true>((resolve) => onWords(() => said().includes("is running") && resolve(true)));
      if ((await Promise.race([ready, gone])) !== true) throw new Error(`The node ended. It said: ${said()}`);
      return {
        url: `http://localhost:${port}`,
        said,
        async stop() {
          // The script became the node: what the container is told reaches it.
          child.kill("SIGTERM");
          return (await gone).code;
        },
      };
    },
    clear() {
      for (const { pid } of running) if (pid) process.kill(-pid, "SIGKILL");
      rmSync(image, { recursive: true, force: true });
    },
  };
}

/** Whether root can be given up for an account that nobody has, and the sources still be read: what the tests need. */
export function canGiveUpRoot(account: number): boolean {
  if (process.getuid?.() !== 0) return false;
  const flags = ["--reuid", String(account), "--regid", String(account), "--clear-groups"];
  return spawnSync("setpriv", [...flags, "test", "-r", join(root, "package.json")]).status === 0;
}
