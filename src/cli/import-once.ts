import { digestOfDatabase } from "../runtime/file-digest.ts";
import type { ImportOptions, ImportRequest } from "./importing.ts";
import { importInto } from "./importing.ts";
import type { Tools } from "./node.ts";
import { withBlog } from "./with-node.ts";

/** Under which setting the store knows what a database was like when it was imported. */
const settingOf = (file: string) => `issoImported:${file}`;

/** As `runImport`, for the database of an Isso; the store keeps in mind that it was imported, unless the run was dry. */
export function importIsso(tools: Tools, options: ImportOptions, request: ImportRequest): Promise<boolean> {
  return withBlog(tools, async (node) => {
    // Taken before it is read, so that what comes in meanwhile counts as a change.
    const digest = await digestOfDatabase(request.file);
    const lost = await importInto(node, tools, options, request);
    if (!options.dryRun) await node.world.settings.set(settingOf(request.file), digest);
    return lost;
  });
}

/**
 * Imports the database of an Isso unless that was done before, to its end. Says so where it was, and where the database has
 * changed since; where there are several blogs, the first one that is configured gets the comments. What is lost is told
 * as ever, but returned as nothing that a script must stop for. Throws what `importIsso` throws.
 */
export async function importIssoOnce(tools: Tools, options: ImportOptions, request: ImportRequest): Promise<false> {
  const { err } = tools.terminal;
  const { file } = request;
  const chosen = await withBlog(tools, async ({ world }, { sites }) => {
    const digest = await world.settings.get<string>(settingOf(file));
    if (digest !== null) {
      err(
        digest === (await digestOfDatabase(file))
          ? `  ${file} was imported before.`
          : `  ${file} has changed since it was imported: \`antiphon import isso\` brings along what is new.`,
      );
      return null;
    }
    const [first, ...others] = sites;
    if (options.site !== undefined || first === undefined || others.length === 0) return options;
    err(`  Of the blogs, ${first.home} gets the comments; \`antiphon import isso --site\` says otherwise.`);
    return { ...options, site: first.home };
  });
  if (chosen !== null) await importIsso(tools, chosen, request);
  return false;
}
