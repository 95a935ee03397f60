import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build as bundle } from "esbuild";
import { bin, root, run } from "./run.ts";

/*
 * Makes `dist/` from scratch: the node compiled with tsc, and the browser part compiled, minified and packed. What
 * `npm start` and the image run is this folder and `views/`, with plain Node.
 */

const dist = `${root}dist`;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function compile(project: string): Promise<void> {
  const ran = await run(bin("tsc"), ["-p", project]);
  if (ran.code !== 0) throw new Error(`tsc -p ${project} found:\n${ran.output.trim()}`);
}

/** The JSON-LD contexts are data beside the code that reads them; tsc leaves data behind. */
async function copyContexts(): Promise<void> {
  const from = `${root}federation/engine/contexts`;
  if (!existsSync(from)) return;
  for (const name of await readdir(from)) {
    if (name.endsWith(".json")) await cp(`${from}/${name}`, `${dist}/federation/engine/contexts/${name}`);
  }
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
  await Promise.all([compile("tools/tsconfig.build.json").then(copyContexts), buildClient()]);
  const command = `${dist}/src/cli/main.js`;
  if (existsSync(command)) await chmod(command, 0o755);
  console.log(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

await build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
