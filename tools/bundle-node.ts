import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { type BuildOptions, build as bundle } from "esbuild";
import { root } from "./run.ts";

/** What stays a package: a binary, a driver that few need, and what reads files of its own. */
const apart = ["@photostructure/sqlite", "mongodb", "activitypub-express"];

const forNode: BuildOptions = {
  bundle: true,
  external: apart,
  platform: "node",
  format: "esm",
  target: "node20.19",
  charset: "ascii",
  sourcemap: true,
  logLevel: "warning",
};

/**
 * Joins the node into one file with the packages that it uses, `src/cli/main.js` in a folder, as finding hundreds of files
 * takes longer than all else at a start; what is loaded later lies beside it. What runs in a thread of its own is a file of
 * its own.
 */
export async function bundleNode(folder: string): Promise<void> {
  await bundle({
    ...forNode,
    entryPoints: [`${root}src/cli/main.ts`],
    outdir: `${folder}/src/cli`,
    splitting: true,
    chunkNames: "later/[name]-[hash]",
    // Packages written for CommonJS ask for parts of Node by name.
    banner: { js: 'import { createRequire as finder } from "node:module"; const require = finder(import.meta.url);' },
  });
  await escapeAll(`${folder}/src/cli`);
  await chmod(`${folder}/src/cli/main.js`, 0o755);
  const threads = {
    "src/store/sqlite/apart-worker": "src/store/apart",
    "federation/signature/signing-worker": "src/federation/signing",
  };
  for (const [source, target] of Object.entries(threads)) {
    await bundle({ ...forNode, entryPoints: [`${root}${source}.ts`], outfile: `${folder}/${target}.js` });
  }
}

/** One letter beyond Latin, in a comment even, has V8 keep the whole source with two bytes for each character. */
async function escapeAll(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js"));
  for (const name of names) {
    const text = await readFile(`${folder}/${name}`, "utf8");
    const escaped = text.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    if (escaped !== text) await writeFile(`${folder}/${name}`, escaped);
  }
}
