import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { viewsFolder } from "../../src/web/render.ts";
import type { GhostPage } from "../../tools/ghost/engine.ts";
import { folderOf, isBrought, releases } from "../../tools/ghost/releases.ts";

const execute = promisify(execFile);

/** The themes that Ghost brings along, by release. */
export const themes = [
  { release: 5, name: "casper" },
  { release: 5, name: "source" },
  { release: 6, name: "casper" },
  { release: 6, name: "source" },
] as const;

/** Stands in the title of what is skipped. */
export const notBrought = " (skipped: run “npx tsx tools/ghost/releases.ts” first)";

/** Describes what Ghost itself makes of our theme files; says in the title that it is skipped where Ghost was not brought. */
export function describeWithGhost(title: string, tests: () => void): void {
  const isThere = isBrought();
  describe(`${title}${isThere ? "" : notBrought}`, () => {
    before(function () {
      if (!isThere) this.skip();
    });
    tests();
  });
}

/** A theme as an owner has it who applied our patch and added the partial; remove it when done. */
export async function patchedTheme({ release, name }: (typeof themes)[number], partial: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `antiphon-${name}-`));
  await cp(join(folderOf(releases[release]), "content/themes", name), folder, { recursive: true });
  await writeFile(join(folder, "partials/comments-antiphon.hbs"), partial);
  await execute("git", ["apply", join(viewsFolder(), "ghost", `${name}.patch`)], { cwd: folder });
  return folder;
}

/** Takes a theme away. */
export const removeTheme = (folder: string) => rm(folder, { recursive: true, force: true });

/** A post as Ghost gives it to a theme. */
export function aPost(given: GhostPage["post"] = {}): GhostPage["post"] {
  return {
    id: "6721d0a4c5b1e40001a2b3c4",
    uuid: "0a1b2c3d-0000-4000-8000-000000000001",
    comment_id: "6721d0a4c5b1e40001a2b3c4",
    title: "Folding and lighting",
    slug: "folding-and-lighting",
    html: "<p>Why the thin paper burns last: a long letter.</p>",
    url: `https://blog.example/${String(given["slug"] ?? "folding-and-lighting")}/`,
    visibility: "public",
    access: true,
    status: "published",
    published_at: "2026-10-31T18:30:00.000Z",
    authors: [{ id: "1", name: "Teodor Vint", slug: "teodor", url: "https://blog.example/author/teodor/" }],
    tags: [],
    ...given,
  };
}
