import type { Author } from "../../domain/author.ts";
import type { Block } from "../../domain/block.ts";
import type { RemoteHost } from "../../domain/host.ts";
import { normaliseHost } from "../../domain/host-name.ts";
import type { World } from "../../domain/ports.ts";
import type { AuthorRecord } from "../../domain/queue.ts";
import type { Slice } from "../../domain/repos.ts";
import { createFindRules } from "./find-rules.ts";
import { type CommentsAsked, createReadComments } from "./read-commenter.ts";
import type { QueueItem } from "./read-queue.ts";
import { createReadReported, type Reported } from "./read-reported.ts";

/** So many of a server's people are named, looked for in so many of its comments. */
const mostPeople = 30;
const mostLooked = 300;

/** A server whose people comment or follow, with all that an owner may want to know of it. */
export interface Server {
  /** Its name as rules have it. */
  name: string;
  record: AuthorRecord | null;
  /** Who wrote last, and how much each. */
  people: { author: Author; count: number }[];
  /** There may be others, who wrote earlier. */
  more: boolean;
  followers: number;
  comments: Slice<QueueItem>;
  reported: Reported;
  /** What is known of how it answers. */
  known: RemoteHost | null;
  /** Those that hold for it, with those on the domains above. */
  rules: Block[];
}

type Needs = Pick<World, "comments" | "threads" | "cases" | "followers" | "hosts" | "blocks" | "sites" | "networks">;

/** Reads the page of one server, by its name with the port where that is not the usual one. Throws `invalid`. */
export function createReadServer(world: Needs) {
  const findRules = createFindRules(world);
  const readComments = createReadComments(world);
  const readReported = createReadReported(world);

  return async function readServer(typed: string, asked: CommentsAsked): Promise<Server> {
    const name = normaliseHost(typed);
    const port = /:\d{1,5}$/.exec(typed.trim())?.[0] ?? "";
    const host = `${name}${port}`;
    const lately = await world.comments.newestOf({ host }, { limit: mostLooked });
    const authors = new Map(lately.items.map(({ author }) => [author.kind === "remote" ? author.id : "", author]));
    const people = await Promise.all(
      [...authors].slice(0, mostPeople).map(async ([actor, author]) => ({ author, count: await countOf(actor) })),
    );
    return {
      name,
      record: await world.comments.recordOf({ host }),
      people,
      more: authors.size > people.length || lately.next !== null,
      followers: await world.followers.countFrom(host),
      comments: await readComments({ host }, asked),
      reported: await readReported({ host }),
      known: await world.hosts.get(host),
      rules: await findRules({ kind: "host", value: name }),
    };
  };

  async function countOf(actor: string): Promise<number> {
    const record = await world.comments.recordOf({ actor });
    return record ? record.published + record.held + record.spam : 0;
  }
}
