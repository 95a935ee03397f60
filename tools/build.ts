import { mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { bundleClient, type ClientFile } from "./bundle-client.ts";
import { bundleNode } from "./bundle-node.ts";
import { bin, root, run } from "./run.ts";

/*
 * Makes `dist/` from scratch: the node joined into one file (`bundle-node.ts`), and the browser part compiled, minified and packed. What `npm start` and
 * the image run is this folder and `views/`, with plain Node. Types are checked by `npm run check`.
 */

const dist = `${root}dist`;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function compile(project: string): Promise<void> {
  const ran = await run(bin("tsc"), ["-p", project]);
  if (ran.code !== 0) throw new Error(`tsc -p ${project} found:\n${ran.output.trim()}`);
}

/** Writes one file of the browser part and packs it beside itself, so that serving it costs no work. */
async function pack({ name, bytes }: ClientFile): Promise<string> {
  const target = `${dist}/client/${name}`;
  const zipped = await zip(bytes, { level: 9 });
  await writeFile(target, bytes);
  await writeFile(`${target}.gz`, zipped);
  await writeFile(`${target}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  return `${name} ${zipped.length}`;
}

async function buildClient(): Promise<void> {
  await mkdir(`${dist}/client`, { recursive: true });
  await compile("src/client/tsconfig.json");
  const packed = await Promise.all((await bundleClient()).map(pack));
  console.log(`dist/client, bytes in gzip: ${packed.join(", ")}`);
}

async function build(): Promise<void> {
  const started = performance.now();
  await rm(dist, { recursive: true, force: true });
  await Promise.all([bundleNode(dist), buildClient()]);
  console.log(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

await build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
