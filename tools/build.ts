import { existsSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build as bundle } from "esbuild";
import { bin, root, run } from "./run.ts";

/*
 * Makes `dist/` from scratch: the node joined into one file, as finding hundreds of them takes longer than all else at a
 * start, with what is loaded later beside it; and the browser part compiled, minified and packed. What `npm start` and
 * the image run is this folder and `views/`, with plain Node. Types are checked by `npm run check`.
 */

const dist = `${root}dist`;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function compile(project: string): Promise<void> {
  const ran = await run(bin("tsc"), ["-p", project]);
  if (ran.code !== 0) throw new Error(`tsc -p ${project} found:\n${ran.output.trim()}`);
}

/** Packages stay packages. */
async function buildNode(): Promise<void> {
  await bundle({
    entryPoints: [`${root}src/cli/main.ts`],
    outdir: `${dist}/src/cli`,
    bundle: true,
    splitting: true,
    chunkNames: "later/[name]-[hash]",
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    charset: "utf8",
    sourcemap: true,
  });
  await chmod(`${dist}/src/cli/main.js`, 0o755);
}

/** Joins and minifies one file of the browser part and packs it beside itself, so that serving it costs no work. */
async function pack(source: string, target: string): Promise<number> {
  const made = await bundle({ entryPoints: [source], bundle: true, minify: true, target: "es2020", write: false });
  const bytes = Buffer.from((made.outputFiles[0] as { contents: Uint8Array }).contents);
  const zipped = await zip(bytes, { level: 9 });
  await writeFile(target, bytes);
  await writeFile(`${target}.gz`, zipped);
  await writeFile(`${target}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  return zipped.length;
}

async function buildClient(): Promise<void> {
  const client = `${root}src/client`;
  const target = `${dist}/client`;
  if (!existsSync(`${client}/tsconfig.json`)) return;
  await mkdir(target, { recursive: true });
  await compile("src/client/tsconfig.json");
  const script = await pack(`${client}/embed.ts`, `${target}/embed.js`);
  const style = await pack(`${client}/embed.css`, `${target}/embed.css`);
  console.log(`dist/client: embed.js ${script} bytes, embed.css ${style} bytes (gzip)`);
}

async function build(): Promise<void> {
  const started = performance.now();
  await rm(dist, { recursive: true, force: true });
  await Promise.all([buildNode(), buildClient()]);
  console.log(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

await build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
