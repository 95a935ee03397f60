import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "./helpers/sources.ts";

interface Locked {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  link?: boolean;
  hasInstallScript?: boolean;
  deprecated?: string;
}

interface Manifest {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const manifest = readJson<Manifest>("package.json");
const locked = Object.entries(readJson<{ packages: Record<string, Locked> }>("package-lock.json").packages);

/** What an image holds: no development packages, none of the optional ones, and each stub once. */
const production = locked.filter(
  ([path, entry]) =>
    path.startsWith("node_modules/") && !entry.dev && !entry.optional && !entry.devOptional && !entry.link,
);

describe("dependencies", () => {
  it("are at most 160 packages in production", () => {
    expect(production.length).to.be.within(20, 160);
  });

  it("take at most 60 MB in production", () => {
    const bytes = production.reduce((sum, [path]) => sum + sizeOf(join(root, path)), 0);
    expect(bytes / 1e6).to.be.within(5, 60);
  });

  it("need no install script in production", () => {
    expect(production.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).to.deep.equal([]);
  });

  it("are none of them marked as deprecated", () => {
    expect(locked.filter(([, entry]) => entry.deprecated).map(([path]) => path)).to.deep.equal([]);
  });

  it("come from npm alone, never from git or a tarball's address", () => {
    const foreign = locked.filter(([path, { resolved, link }]) => {
      if (!path.startsWith("node_modules/") || resolved === undefined) return false;
      return link ? !resolved.startsWith("tools/stubs/") : !/^https:\/\/registry\.npmjs\.org\//.test(resolved);
    });
    expect(foreign.map(([path, { resolved }]) => `${path} ← ${resolved}`)).to.deep.equal([]);
  });

  it("have each a line of why in docs/dependencies.md", () => {
    const page = readFileSync(`${root}docs/dependencies.md`, "utf8");
    const explained = [...page.matchAll(/^\| `([^`]+)` \|[^|]*\w[^|]*\|/gm)].map((match) => match[1] as string);
    const direct = [manifest.dependencies, manifest.optionalDependencies, manifest.devDependencies].flatMap(
      Object.keys,
    );
    expect(direct.filter((name) => !explained.includes(name) && !name.startsWith("@types/"))).to.deep.equal([]);
    expect(explained.filter((name) => !direct.includes(name))).to.deep.equal([]);
  });
});

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(root, name), "utf8")) as T;
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? sizeOf(path) : statSync(path).size;
  }
  return bytes;
}
