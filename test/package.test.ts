import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { expect } from "chai";
import { root } from "./helpers/sources.ts";

const execute = promisify(execFile);

/*
 * What is shipped is not what the tests run: compiled files, other depths, views found through package imports. So the
 * project is packed and unpacked elsewhere, with the installed packages beside it, and started by plain Node.
 */
describe("the package", function () {
  this.timeout(120_000);
  let folder: string;
  let home: string;
  let node: ChildProcess | null = null;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-package-"));
    home = join(folder, "package");
    // Packing builds, by `prepare`.
    await execute("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
    const [tarball = ""] = await readdir(folder);
    await execute("tar", ["-xzf", join(folder, tarball), "-C", folder]);
    await symlink(join(root, "node_modules"), join(home, "node_modules"));
    await mkdir(join(folder, "work"));
  });

  after(async () => {
    node?.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  it("holds what runs and what explains it, and nothing else", async () => {
    const files = (await readdir(home)).filter((name) => name !== "node_modules").sort();
    const expected = [
      ".env.example",
      "CHANGELOG.md",
      "FEDERATION.md",
      "LICENSE",
      "README.md",
      "dist",
      "docs",
      "package.json",
      "tools",
      "views",
    ];
    expect(files).to.deep.equal(expected);
    expect(await readdir(join(home, "tools"))).to.deep.equal(["stubs"]);
    expect(await readdir(join(home, "dist"))).to.have.members(["client", "src"]);
  });

  it("has a command that can be run as a file and tells the package's version", async () => {
    const { version } = (await import(join(root, "package.json"), { with: { type: "json" } })).default as {
      version: string;
    };
    const { stdout } = await execute(join(home, "dist/src/cli/main.js"), ["--version"], { cwd: join(folder, "work") });
    expect(stdout.trim().split(" ")[0]).to.equal(version);
  });

  it("holds together in all that is loaded when it is needed", async () => {
    const later = join(home, "dist/src/cli/later");
    const parts = (await readdir(later)).filter((name) => name.endsWith(".js"));
    expect(parts).to.not.have.lengthOf(0);
    for (const part of parts)
      await execute(process.execPath, [
        "--input-type=module",
        "--eval",
        `await import(${JSON.stringify(join(later, part))})`,
      ]);
  });

  it("carries the browser part, minified and packed", async () => {
    for (const name of ["embed.js", "embed.css", "write.js", "work.js", "count.js", "ghost.js"]) {
      for (const ending of ["", ".br", ".gz"]) await access(join(home, "dist/client", name + ending));
    }
  });

  it("serves pages and the browser part from elsewhere, and stops when asked", async () => {
    const port = await freePort();
    const env = {
      PATH: process.env["PATH"],
      PORT: String(port),
      ANTIPHON_STORE: "sqlite::memory:",
      ANTIPHON_LOG: "error",
    };
    node = spawn(process.execPath, [join(home, "dist/src/cli/main.js"), "serve"], { cwd: join(folder, "work"), env });
    const faults: string[] = [];
    node.stderr?.on("data", (piece: Buffer) => faults.push(piece.toString()));
    const started = await firstLine(node);
    expect(started, faults.join("")).to.match(/^Antiphon \S+ is running: open http/);

    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    for (const path of ["/", "/demo/", "/embed.js", "/healthz"]) {
      const response = await ask(path);
      expect(response.status, `${path} ${faults.join("")}`).to.equal(200);
      expect((await response.text()).length).to.be.greaterThan(1);
    }

    node.kill("SIGTERM");
    const [code] = (await once(node, "exit")) as [number | null];
    expect(code, faults.join("")).to.equal(0);
    node = null;
  });
});

/** The first line a process prints, or what kept it from printing one. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) return "no output";
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    once(child, "exit").then(([code]) => `exited with ${String(code)}`),
  ]);
  lines.on("line", () => undefined);
  return first;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return address.port;
}
