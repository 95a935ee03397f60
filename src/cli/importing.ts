import type { ImportChoices, Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import type { Site } from "../domain/site.ts";
import { noMap, readAddressMap } from "../usecases/operate/address-map.ts";
import { createImportComments } from "../usecases/operate/import-comments.ts";
import { keptReport, reportLines } from "../usecases/operate/import-report.ts";
import { withSitemap } from "../usecases/operate/sitemap-map.ts";
import { findSite, listSites } from "./find-site.ts";
import type { Node, Tools } from "./node.ts";
import { withBlog } from "./with-node.ts";

/** What every import can be told. */
export interface ImportOptions {
  site?: string;
  map?: string;
  sitemap?: boolean;
  check: boolean;
  dryRun: boolean;
  pages: boolean;
}

/** A file, what reads it, and what was said to its options. */
export interface ImportRequest {
  importer: Importer;
  file: string;
  values: ImportChoices["values"];
}

/** A line of progress for so many comments. */
const progressEvery = 5_000;

/** Imports one file and prints the report; returns whether something was lost. Throws what opening and importing throw. */
export function runImport(tools: Tools, options: ImportOptions, request: ImportRequest): Promise<boolean> {
  return withBlog(tools, (node) => importInto(node, tools, options, request));
}

/** As `runImport`, into a node that is open. */
export async function importInto(
  { world, url }: Node,
  tools: Tools,
  { site: wanted, map: mapFile, sitemap, check, dryRun, pages }: ImportOptions,
  { importer, file, values }: ImportRequest,
): Promise<boolean> {
  const { terminal } = tools;
  const site = siteOfChoice(await world.sites.all(), wanted);
  const given = mapFile === undefined ? noMap : readAddressMap(await readMap(tools, mapFile), site.home);
  const map = sitemap ? await withSitemap(world, site, given) : given;
  const source = await importer.open(file, { site: site._id, values, origin: url });
  try {
    terminal.err(`  reading ${file}`);
    const report = await createImportComments(world)(source, { site, map, check, dryRun, onProgress });
    for (const line of reportLines(keptReport(report, report.pages.length), { dryRun, pages })) terminal.out(line);
    return report.lost;
  } finally {
    await source.close();
  }

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
