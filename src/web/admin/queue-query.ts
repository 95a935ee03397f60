import type { Origin } from "../../domain/comment.ts";
import type { QueueList } from "../../domain/queue.ts";
import { type Asked, queueLists } from "../../usecases/moderate/read-queue.ts";

/** What the owner looks at, as the address of the page says it. */
export interface QueueQuery {
  tab: QueueList;
  /** Words to look for. */
  q: string;
  site: string;
  origin: string;
  server: string;
  /** The id of a remote actor, or the hash of a visitor. */
  author: string;
  /** The id of a thread. */
  thread: string;
  /** Days, as `2026-11-24`. */
  from: string;
  until: string;
  /** How many stand on a page. */
  show: string;
  /** Where the page starts, as the store says it. */
  after: string;
}

const names = ["q", "site", "origin", "server", "author", "thread", "from", "until", "show", "after"] as const;
const origins: readonly string[] = ["web", "fediverse", "import"] satisfies Origin[];
const usualSize = 25;
const dayMs = 86_400_000;

/** Reads what is looked at off the parameters of an address; what makes no sense is left out. */
export function readQueueQuery(parameter: (name: string) => string): QueueQuery {
  const given = (name: string) => parameter(name).trim().slice(0, 500);
  const tab = queueLists.find((list) => list === given("tab")) ?? "held";
  return {
    tab,
    q: given("q").slice(0, 200),
    site: given("site"),
    origin: origins.includes(given("origin")) ? given("origin") : "",
    server: given("server")
      .toLowerCase()
      .replace(/^@/, "")
      .replace(/^https?:\/\//, "")
      .replace(/\/.*$/, ""),
    author: given("author"),
    thread: given("thread"),
    from: dayOf(given("from")) ? given("from") : "",
    until: dayOf(given("until")) ? given("until") : "",
    show: given("show") === "100" ? "100" : "",
    after: given("after"),
  };
}

/** The same as the store is asked. Days are those of UTC. */
export function soughtBy(asked: QueueQuery): Asked {
  const { tab, site, origin, server, author, thread } = asked;
  const from = dayOf(asked.from);
  const until = dayOf(asked.until);
  return {
    list: tab,
    ...(site ? { site } : {}),
    ...(origin ? { origin: origin as Origin } : {}),
    ...(server ? { host: server } : {}),
    ...(author ? { author: author.includes("://") ? { actor: author } : { visitor: author } } : {}),
    ...(thread ? { thread } : {}),
    ...(from ? { from } : {}),
    ...(until ? { before: new Date(until.getTime() + dayMs) } : {}),
  };
}

/** How many comments stand on a page. */
export function sizeOf({ show }: QueueQuery): number {
  return show === "100" ? 100 : usualSize;
}

/** Whether anything narrows the lists down. */
export function isNarrow(asked: QueueQuery): boolean {
  return names.some((name) => name !== "show" && name !== "after" && asked[name] !== "");
}

/** The address of the page that looks at this, with some of it changed. */
export function queueAddress(asked: QueueQuery, changed: Partial<QueueQuery> = {}, more: Record<string, string> = {}) {
  const all = { ...asked, ...changed };
  const wanted = new URLSearchParams({ tab: all.tab });
  for (const name of names) if (all[name] !== "") wanted.set(name, all[name]);
  for (const [name, value] of Object.entries(more)) if (value !== "") wanted.set(name, value);
  return `/admin/?${wanted}`;
}

function dayOf(text: string): Date | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) ? day : null;
}
