import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "../run.ts";

/** A release of Ghost that themes are tried with: its own engine and helpers, and the themes that it brings along. */
export interface GhostRelease {
  version: string;
  /** Of its package, as the registry has it. */
  integrity: string;
}

/** The last Ghost 5, and a Ghost 6. */
export const releases: Record<5 | 6, GhostRelease> = {
  5: {
    version: "5.130.4",
    integrity: "sha512-31VpBIBCXGHv0wAtSEtGijixf1eyzafJtdOqSPj9255cidLeyrlXq8EXEuJnOtYbMki3xTQCOY4RxTeJvCZ5rw==",
  },
  6: {
    version: "6.65.0",
    integrity: "sha512-D369qivOmfn4YwvBD1DljOGsHnJzBEQhBsiFnBZD+GjWrBpdZQYYNHneiQcKQVJwUom8eHWml1n5FRLQIwVFOg==",
  },
};

const home = join(root, "tools/ghost");

/** Where a release lies once it was brought. */
export function folderOf({ version }: GhostRelease): string {
  return join(home, "releases", version);
}

/** Whether the engine's packages and all releases are there, so that themes can be tried. */
export function isBrought(): boolean {
  return existsSync(join(home, "node_modules")) && Object.values(releases).every((one) => existsSync(folderOf(one)));
}

/**
 * Brings a release and keeps what renders themes, and its themes: none of its programs is run or installed. Throws when
 * it is another one than it was.
 */
async function bring(release: GhostRelease): Promise<void> {
  const target = folderOf(release);
  if (existsSync(target)) return;
  const folder = await mkdtemp(join(home, "bring-"));
  try {
    await demand("npm", ["pack", `ghost@${release.version}`, "--ignore-scripts", "--pack-destination", folder]);
    const file = join(folder, `ghost-${release.version}.tgz`);
    const integrity = `sha512-${createHash("sha512")
      .update(await readFile(file))
      .digest("base64")}`;
    if (integrity !== release.integrity) throw new Error(`ghost@${release.version} is not what it was: ${integrity}`);
    await demand("tar", ["-xzf", file, "-C", folder, "package/core/frontend", "package/content/themes"]);
    await mkdir(join(home, "releases"), { recursive: true });
    await rename(join(folder, "package"), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function demand(command: string, args: readonly string[]): Promise<void> {
  const ran = await run(command, args);
  if (ran.code !== 0) throw new Error(`${command} ${args[0]} failed:\n${ran.output.trim()}`);
}

if (process.argv[1] === import.meta.filename) {
  await demand("npm", ["ci", "--prefix", home, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  for (const release of Object.values(releases)) await bring(release);
}
