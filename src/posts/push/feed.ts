import type { ReadToldFeed } from "../../domain/push.ts";
import { decodeBody } from "../decode.ts";
import { type Renderer, readEntries } from "../feed-entries.ts";
import { parseFeedText } from "../feed-parse.ts";

/** Reads a feed that a hub handed on, by the rules that hold for those that are fetched. */
export function createReadToldFeed(html: Renderer): ReadToldFeed {
  return async function readToldFeed(site, { body, type, topic }) {
    const feed = await parseFeedText(decodeBody(Buffer.from(body, "base64"), type));
    if (typeof feed === "string") return null;
    const { entries } = await readEntries(site, feed, topic, html);
    return entries.length > 0 ? entries : null;
  };
}
