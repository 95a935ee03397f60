import type { Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { Parser } from "htmlparser2";
import { Problem } from "../domain/problem.ts";
import { decoderFor } from "./decode.ts";
import { isGzip } from "./unpack.ts";

/** One line of a sitemap: a page, or another sitemap. */
export interface SitemapLine {
  kind: "page" | "sitemap";
  loc: string;
  lastmod: string;
}

/** Reads one sitemap as it comes. */
export interface SitemapText {
  write(piece: Buffer): Promise<void>;
  /** Ends it; whether it was a sitemap at all. Throws `upstream` for one that was packed and is damaged. */
  end(): Promise<boolean>;
}

/** Longer addresses are nobody's page, and are cut: characters. */
const longestText = 4096;

/**
 * Reads a sitemap piece by piece, packed or not, and holds nothing of it but the line that it is at. `tell` returns whether
 * it wants more. Throws `too-large` once there are more bytes than `maxBytes`, unpacked.
 */
export function createSitemapText(maxBytes: number, tell: (line: SitemapLine) => boolean): SitemapText {
  const decoder = decoderFor("utf-8");
  let line: SitemapLine | null = null;
  let inside = "";
  let isSitemap = false;
  let wanted = true;
  let length = 0;
  let packed: Transform | null = null;
  let unpacking: Promise<void> | null = null;

  const parser = new Parser(
    {
      onopentag(qualified) {
        const name = local(qualified);
        if (name === "urlset" || name === "sitemapindex") isSitemap = true;
        // Pictures and translations have addresses of their own inside that of the page.
        if (isSitemap && qualified === name && (name === "url" || name === "sitemap"))
          line = { kind: name === "url" ? "page" : "sitemap", loc: "", lastmod: "" };
        inside = qualified;
      },
      ontext(text) {
        if (!line || (inside !== "loc" && inside !== "lastmod")) return;
        if (line[inside].length < longestText) line[inside] += text;
      },
      onclosetag(qualified) {
        inside = "";
        if (!line || (qualified !== "url" && qualified !== "sitemap")) return;
        if (wanted && line.loc.trim() !== "")
          wanted = tell({ ...line, loc: line.loc.trim(), lastmod: line.lastmod.trim() });
        line = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );

  function read(piece: Buffer): void {
    length += piece.length;
    if (length > maxBytes) throw new Problem("too-large", `it has more than ${maxBytes / 1e6} MB`);
    if (wanted) parser.write(decoder.decode(piece, { stream: true }));
  }

  return {
    async write(piece) {
      if (length === 0 && packed === null && isGzip(piece)) {
        packed = createGunzip();
        const pieces = packed as AsyncIterable<Buffer>;
        unpacking = (async () => {
          for await (const unpacked of pieces) read(unpacked);
        })();
        // Awaited at the end: until then nobody else hears of it.
        unpacking.catch(() => undefined);
      }
      if (!packed) return read(piece);
      if (packed.destroyed) await unpacking;
      else if (!packed.write(piece))
        await Promise.race([new Promise((resolve) => packed?.once("drain", resolve)), unpacking]);
    },
    async end() {
      if (packed) {
        packed.end();
        try {
          await unpacking;
        } catch (error) {
          if (error instanceof Problem) throw error;
          throw new Problem("upstream", "it cannot be unpacked", { cause: error });
        }
      }
      parser.end();
      return isSitemap;
    },
  };
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
