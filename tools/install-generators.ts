import { existsSync } from "node:fs";
import { root, run } from "./run.ts";

/*
 * Installs the generators that the blogs under examples/ are built with, each beside its own lock. They are nobody's
 * dependency but the tests', which say that they were skipped where this was not run.
 */

let code = 0;
for (const name of ["astro", "eleventy", "hexo"]) {
  const folder = `examples/${name}`;
  if (existsSync(`${root}${folder}/node_modules/.package-lock.json`)) continue;
  const ran = await run("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
  console.log(`${ran.code === 0 ? "ok  " : "FAIL"}  ${folder}  (${(ran.ms / 1000).toFixed(1)} s)`);
  if (ran.code === 0) continue;
  console.error(ran.output);
  code = 1;
}
process.exitCode = code;
