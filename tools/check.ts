import { existsSync } from "node:fs";
import { bin, type Ran, root, run } from "./run.ts";

/*
 * Everything that reads the sources without running them: types, formatting and lint. `--write` formats and applies
 * the safe fixes instead. The linters have a package.json of their own and are installed on the first run.
 */

const write = process.argv.includes("--write");
const linters = `${root}tools/lint`;

async function installLinters(): Promise<void> {
  if (["biome", "oxlint", "tsgolint"].every((name) => existsSync(bin(name, "tools/lint")))) return;
  console.log("Installing the linters (once).");
  const flags = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  const ran = await run("npm", ["install", "--prefix", linters, ...flags]);
  if (ran.code === 0) return;
  console.error(ran.output);
  throw new Error("The linters could not be installed: see above, then run this again.");
}

function steps(): [name: string, start: () => Promise<Ran>][] {
  const biome = () =>
    run(bin("biome", "tools/lint"), ["check", ...(write ? ["--write"] : []), "--max-diagnostics=200"]);
  if (write) return [["biome --write", biome]];
  const types = (project: string) => () => run(bin("tsc"), ["-p", project]);
  const client = "src/client/tsconfig.json";
  return [
    ["types of the node", types(".")],
    ...(existsSync(root + client)
      ? [["types of the browser part", types(client)] as [string, () => Promise<Ran>]]
      : []),
    ["biome", biome],
    [
      "oxlint, type-aware",
      () => run(bin("oxlint", "tools/lint"), ["--type-aware"], { OXLINT_TSGOLINT_PATH: bin("tsgolint", "tools/lint") }),
    ],
  ];
}

await installLinters();
let findings = 0;
for (const [name, start] of steps()) {
  const ran = await start();
  if (ran.code !== 0) {
    findings++;
    console.log(`\n${ran.output.trim()}\n`);
  }
  console.log(`${ran.code === 0 ? "ok  " : "FAIL"}  ${name}  (${(ran.ms / 1000).toFixed(1)} s)`);
}
if (findings > 0) console.log(`\n${findings} of the checks found something: see above.`);
process.exitCode = findings > 0 ? 1 : 0;
