import { chmod, copyFile, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleNode } from "../../tools/bundle-node.ts";
import { root } from "./sources.ts";

/** A node as it is shipped, built of the sources as they are now: one that starts in no time. */
export interface BuiltNode {
  /** What the image has as `/app`. */
  folder: string;
  /** What plain Node runs. */
  main: string;
  clear(): Promise<void>;
}

/** Builds one in a folder of its own. The browser part is that of the last `npm run build`. */
export async function buildNode(): Promise<BuiltNode> {
  const folder = await mkdtemp(join(tmpdir(), "antiphon-built-"));
  await chmod(folder, 0o755);
  await mkdir(join(folder, "dist"));
  for (const name of ["node_modules", "views", "dist/client"]) await symlink(join(root, name), join(folder, name));
  await copyFile(join(root, "package.json"), join(folder, "package.json"));
  await bundleNode(join(folder, "dist"));
  return {
    folder,
    main: join(folder, "dist/src/cli/main.js"),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
