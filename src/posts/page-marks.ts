import { Parser } from "htmlparser2";

/** Where a page wants its comments, and what it says of itself there. */
export interface PageMark {
  /** The page that it is about, as it is written there; empty for the one that it stands on. */
  url: string;
  title: string;
  /** The page's own id; empty where it gives none. */
  id: string;
  /** Other ids that the page is known by. */
  aliases: string[];
}

const tag = "antiphon-comments";

/** Ids are words of a generator; whatever is longer, or more of them, is something else. */
const longestId = 200;
const mostAliases = 8;

/** Reads the places for comments from an HTML page. Never throws. */
export function readMarks(html: string): PageMark[] {
  const marks: PageMark[] = [];
  // Most pages have none, or none that says anything; reading them to their end costs more than looking for it.
  if (!html.includes(`<${tag}`)) return marks;
  const parser = new Parser({
    onopentag(name, { url = "", "page-title": title = "", "page-id": id = "", "page-aliases": aliases = "" }) {
      if (name !== tag) return;
      const named = aliases.split(/\s+/).filter(isId);
      marks.push({
        url,
        title,
        id: isId(id.trim()) ? id.trim() : "",
        aliases: [...new Set(named)].slice(0, mostAliases),
      });
    },
  });
  parser.end(html);
  return marks;
}

function isId(text: string): boolean {
  return text !== "" && text.length <= longestId;
}
