import type { Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { endsEarly, notClosed, readText, wrongBytes } from "./read-text.ts";
import { draftsOfComment, type WordpressChoices, type WordpressPost } from "./wordpress-comment.ts";
import { readRecords, type XmlElement, type XmlShape } from "./xml-records.ts";

/** Reads exports of WordPress. */
export const wordpressImporter: Importer = {
  name: "wordpress",
  title: "WordPress",
  file: "an export of WordPress (WXR 1.0 to 1.2), XML or gzipped",
  options: [
    {
      name: "pings",
      label: "pingbacks, trackbacks and webmentions: leave them out, or take them for comments",
      value: "kind",
      choices: ["leave", "comments"],
      otherwise: "leave",
    },
    {
      name: "private",
      label: "comments of posts that not everybody may read: leave them out, or take them along hidden",
      value: "kind",
      choices: ["leave", "hidden"],
      otherwise: "leave",
    },
    {
      name: "zone",
      label: "how far the blog's clock was from UTC, such as +02:00, for dates that are in its time alone",
      value: "offset",
      otherwise: "+00:00",
    },
  ],
  detect: (head) => /["']https?:\/\/wordpress\.org\/export\/[\d.]+\/["']/.test(head),
  async open(file, { site, values: { pings, private: hidden, zone = "+00:00" } }) {
    if (!/^[+-]\d\d:\d\d$/.test(zone)) throw new Problem("invalid", `“${zone}” is no offset: write it as +02:00.`);
    return readWordpress(file, { site, pings: pings === "comments", hidden: hidden === "hidden", zone });
  },
};

/** Parts of posts that comments do not need; some posts have thousands. */
const needless = new Set(["wp:postmeta", "wp:commentmeta", "wp:term", "wp:category", "wp:tag", "category"]);

const shape: XmlShape = {
  nameOf(name, namespace) {
    const full = isOurs(namespace) ? `wp:${name}` : namespace === "" ? name : null;
    return full === null || needless.has(full) ? null : full;
  },
  isRecord: (name, within) =>
    within === null ? ["item", "wp:base_blog_url", "link"].includes(name) : name === "wp:comment" && within === "item",
};

/** Any version counts, and names whose prefix was lost. */
function isOurs(namespace: string): boolean {
  return namespace === "wp:" || /^https?:\/\/wordpress\.org\/export\/[\d.]+\/$/.test(namespace);
}

/**
 * Reads an export of WordPress, a comment at a time. `drafts` throws `invalid` when the file is none, and what `readText`
 * throws; a file that ends in the middle gives what is whole, and a fault.
 */
function readWordpress(file: string, choices: WordpressChoices): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    let root = "";
    let ended = false;
    let blog = "";
    let post: WordpressPost = { element: undefined, number: 0, blog, isNamed: false };
    for await (const piece of readRecords(readText(file), shape)) {
      if (piece.kind === "damaged") yield wrongBytes(file);
      else if (piece.kind === "torn") yield notClosed(piece.name);
      else if (piece.kind === "end") ended = true;
      else if (piece.kind === "root") root = piece.name;
      else if (piece.within === null) blog = blogOf(blog, piece.element);
      else {
        const element = piece.within;
        if (post.element !== element) post = { element, number: post.number + 1, blog, isNamed: false };
        yield* draftsOfComment(piece.element, post, choices);
      }
    }
    if (root !== "rss")
      throw new Problem("invalid", `${file} is no export of WordPress: it does not start with <rss>.`);
    if (!ended) yield endsEarly(file);
  }
  return { software: "WordPress", sessionKey: null, drafts, close: async () => undefined };
}

/** The address of the blog says whose number a comment has; where the file does not say it, the link of the channel does. */
function blogOf(known: string, element: XmlElement): string {
  if (element.name === "item") return known;
  if (element.name === "link" && known !== "") return known;
  return element.text
    .trim()
    .replace(/^https?:\/\/|\/+$/gi, "")
    .toLowerCase();
}
