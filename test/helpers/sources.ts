import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One source file: where it lies, what it says, and what it imports. */
export interface SourceFile {
  /** From the project's folder, with `/`. */
  path: string;
  lines: number;
  text: string;
  /** Paths of the project's own files that it imports, as types too. */
  files: string[];
  /** Those of them that are imported for more than their types, and so are loaded. */
  loaded: string[];
  /** Names of packages, and of Node's own modules with `node:`. */
  packages: string[];
}

const importing =
  /^(?:import|export)(?<types>\s+type\b)?\s*(?:[\w$*,{}\s]*\bfrom\s*)?["'](?<from>[^"'\n]+)["']|[^.\w]import\(\s*["'](?<lazy>[^"'\n]+)["']/gm;

/** Reads every TypeScript file below the given folders of the project. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => /(?<!\.d)\.ts$/.test(name))
      .map((name) => readSource(`${folder}/${name.replaceAll("\\", "/")}`));
  });
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const imports = [...text.matchAll(importing)].map(({ groups }) => ({
    name: (groups?.["from"] ?? groups?.["lazy"]) as string,
    typesOnly: groups?.["types"] !== undefined,
  }));
  const fileOf = ({ name }: { name: string }) => join(dirname(path), name).replaceAll("\\", "/");
  const own = imports.filter(({ name }) => name.startsWith("."));
  return {
    path,
    text,
    lines: text.split("\n").length - 1,
    files: own.map(fileOf),
    loaded: own.filter(({ typesOnly }) => !typesOnly).map(fileOf),
    packages: imports.filter(({ name }) => !name.startsWith(".")).map(({ name }) => packageOf(name)),
  };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:") || specifier.startsWith("#")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
