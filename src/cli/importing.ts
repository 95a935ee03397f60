import { Problem } from "../domain/problem.ts";
import type { Site } from "../domain/site.ts";
import { noMap, readAddressMap } from "../usecases/operate/address-map.ts";
import { createImportComments } from "../usecases/operate/import-comments.ts";
import { findSite, listSites } from "./find-site.ts";
import { reportLines } from "./import-report.ts";
import type { ImportRequest, Tools } from "./node.ts";
import { withBlog } from "./with-node.ts";

/** What every import can be told. */
export interface ImportChoices {
  site?: string;
  map?: string;
  check: boolean;
  dryRun: boolean;
  pages: boolean;
}

type WithoutSite<R> = R extends ImportRequest ? Omit<R, "site"> : never;

/** A line of progress for so many comments. */
const progressEvery = 5_000;

/** Imports one file and prints the report; returns whether something was lost. Throws what opening and importing throw. */
export async function runImport(
  tools: Tools,
  { site: wanted, map: mapFile, check, dryRun, pages }: ImportChoices,
  request: WithoutSite<ImportRequest>,
): Promise<boolean> {
  const { terminal } = tools;
  return withBlog(tools, async ({ world }) => {
    const site = siteOfChoice(await world.sites.all(), wanted);
    const map = mapFile === undefined ? noMap : readAddressMap(await readMap(tools, mapFile), site.home);
    const source = await tools.openImport({ ...request, site: site._id });
    try {
      terminal.err(`  reading ${request.file}`);
      const report = await createImportComments(world)(source, { site, map, check, dryRun, onProgress });
      for (const line of reportLines(report, { dryRun, pages })) terminal.out(line);
      return report.lost;
    } finally {
      await source.close();
    }
  });

  function onProgress(done: number, total: number): void {
    if (done % progressEvery === 0) terminal.err(`  ${done} of ${total} comments`);
  }
}

function siteOfChoice(sites: readonly Site[], wanted: string | undefined): Site {
  if (wanted !== undefined) return findSite(sites, wanted);
  if (sites.length === 1 && sites[0]) return sites[0];
  throw new Problem("invalid", `Say with --site which of the blogs the comments belong to (${listSites(sites)}).`);
}

async function readMap({ terminal }: Tools, file: string): Promise<string> {
  let text: string | null;
  try {
    text = await terminal.readFile(file);
  } catch (cause) {
    throw new Problem("invalid", `The map ${file} cannot be read (${String(cause)}).`, { cause });
  }
  if (text === null) throw new Problem("not-found", `There is no map ${file}.`);
  return text;
}
