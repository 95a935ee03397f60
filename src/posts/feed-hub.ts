import type { parseFeed } from "feedsmith";
import type { Hub } from "../domain/subscription.ts";

type Parsed = ReturnType<typeof parseFeed>;
interface Link {
  rel?: string | undefined;
  href?: string | undefined;
}

/** What a feed itself says of its hubs, before addresses are made absolute. */
export interface NamedHubs {
  hubs: string[];
  self: string | null;
}

/** The links in a feed that lead to a hub, and the one to the feed itself. */
export function hubsIn(parsed: Parsed): NamedHubs {
  if (parsed.format === "json") {
    const { hubs = [], feed_url: self = null } = parsed.feed;
    return { hubs: hubs.flatMap(({ type, url }) => (/^websub$/i.test(type ?? "") && url ? [url] : [])), self };
  }
  const links: readonly Link[] = (parsed.format === "atom" ? parsed.feed.links : parsed.feed.atom?.links) ?? [];
  return named(links);
}

/** What a `Link` header says of hubs, as RFC 8288 writes it. */
export function hubsInHeader(header: string | null): NamedHubs {
  const links = [...(header ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s";,]+))*)/g)];
  return named(
    links.map(([, href = "", parameters = ""]) => {
      const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s";,]+))/i.exec(parameters) ?? [];
      return { href, rel: quoted ?? bare };
    }),
  );
}

/**
 * The hub of a feed that was read at `url`: as the header says, else as the feed does. Without a link to itself it goes by the
 * address that it was read at.
 */
export function hubOf(header: NamedHubs, feed: NamedHubs, url: string): Hub | null {
  const { hubs, self } = header.hubs.length > 0 ? { ...header, self: header.self ?? feed.self } : feed;
  const hub = hubs.map((one) => absolute(one, url)).find((one) => one !== null);
  return hub ? { hub, topic: absolute(self ?? url, url) ?? url } : null;
}

function named(links: readonly Link[]): NamedHubs {
  const of = (wanted: string) =>
    links.flatMap(({ rel = "", href }) => (href && rel.toLowerCase().split(/\s+/).includes(wanted) ? [href] : []));
  return { hubs: of("hub"), self: of("self")[0] ?? null };
}

function absolute(address: string, base: string): string | null {
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}
