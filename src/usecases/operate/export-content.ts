import type { Exporter } from "../../domain/exporter.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { createReadContent } from "./read-content.ts";

/** What is wanted, and by whom. */
export interface ExportWish {
  /** The id of a blog; null for all of them. */
  site: string | null;
  isPublic: boolean;
  by: Moderator;
}

/** An export that is ready to be written. */
export interface Exported {
  /** How the file is to be called. */
  fileName: string;
  /** Whether it holds nothing but what readers see. */
  isPublic: boolean;
  chunks: AsyncIterable<string | Uint8Array>;
}

type Needs = Pick<World, "threads" | "comments" | "histories" | "sites" | "audit" | "clock" | "ids">;

/**
 * Opens an export of one blog or of all, and writes down who asked for it. Throws `invalid` for several blogs in a form that
 * holds one, `not-found` for a blog that is not there.
 */
export function createExportContent(world: Needs) {
  const readContent = createReadContent(world);
  const writeDown = createWriteDown(world);

  return async function exportContent(
    exporter: Exporter,
    { site, isPublic: asked, by }: ExportWish,
  ): Promise<Exported> {
    const sites = await wantedSites(site);
    if (exporter.oneBlog && sites.length > 1) {
      throw new Problem("invalid", `${exporter.title} has room for one blog: say which one it is.`);
    }
    const isPublic = asked || exporter.publicOnly;
    const pieces = readContent(sites, { isPublic });
    await writeDown({
      by,
      act: "content.export",
      site,
      subject: exporter.name,
      label: exporter.title,
      detail: isPublic ? "what readers see" : "with what is private",
    });
    return {
      fileName: `${nameOf(sites)}${isPublic ? "-public" : ""}${exporter.ending}`,
      isPublic,
      chunks: exporter.write(pieces, { isPublic }),
    };
  };

  async function wantedSites(id: string | null): Promise<Site[]> {
    const sites = await world.sites.all();
    if (id === null) return sites;
    const found = sites.find(({ _id }) => _id === id);
    if (!found) throw new Problem("not-found", "There is no such blog.");
    return [found];
  }
}

/** A name that every system of files takes. */
function nameOf([first, ...others]: readonly Site[]): string {
  if (!first || others.length > 0) return "comments";
  return `comments-${new URL(first.home).hostname.replace(/[^a-z0-9.-]/gi, "_")}`;
}
