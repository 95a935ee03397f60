import { createHash } from "node:crypto";
import { type BuildOptions, build } from "esbuild";
import { root } from "./run.ts";

/** A file of the browser part: its name below the node's address, and what is in it. */
export interface ClientFile {
  name: string;
  bytes: Buffer;
}

const client = `${root}src/client`;

/**
 * Joins and minifies the browser part. The styles lie inside the scripts, as a style sheet of its own would be one more
 * request before a comment shows; `embed.js` knows the others by what is in them, so that all fit together.
 */
export async function bundleClient(): Promise<ClientFile[]> {
  const work = await bundle("work.ts", { format: "esm" });
  const write = await bundle("write.ts", {
    format: "esm",
    define: { WRITING_STYLE: quoted(await bundle("writing/writing.css")), WORK_FILE: named("work.js", work) },
  });
  const define = {
    THREAD_STYLE: quoted(await bundle("reading.css")),
    WRITING_FILE: named("write.js", write),
  };
  return [
    { name: "embed.js", bytes: await bundle("embed.ts", { define }) },
    { name: "embed.css", bytes: await bundle("embed.css") },
    { name: "write.js", bytes: write },
    { name: "work.js", bytes: work },
    { name: "count.js", bytes: await bundle("count.ts") },
    { name: "ghost.js", bytes: await bundle("ghost.ts") },
    { name: "passkey.js", bytes: await bundle("passkey.ts", { format: "esm" }) },
    { name: "isso.js", bytes: await bundle("isso.ts", { define: { WORK_FILE: named("work.js", work) } }) },
    { name: "isso-count.js", bytes: await bundle("isso-count.ts") },
    { name: "admin.js", bytes: await bundle("admin.ts", { format: "esm" }) },
    { name: "isso.css", bytes: await bundle("isso/isso.css") },
  ];
}

async function bundle(source: string, options: BuildOptions = {}): Promise<Buffer> {
  const made = await build({
    entryPoints: [`${client}/${source}`],
    bundle: true,
    minify: true,
    target: "es2022",
    charset: "utf8",
    write: false,
    ...options,
  });
  return Buffer.concat((made.outputFiles ?? []).map(({ contents }) => contents));
}

/** The name of a file with its version, as the node checks it. */
function named(name: string, bytes: Buffer): string {
  return JSON.stringify(`${name}?v=${createHash("sha256").update(bytes).digest("base64url").slice(0, 12)}`);
}

function quoted(bytes: Buffer): string {
  return JSON.stringify(bytes.toString().trim());
}
