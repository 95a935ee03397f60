import { type Comment, pathBelow } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import type { OpenThread } from "../../usecases/visit/opened.ts";
import { demoPosts } from "./posts.ts";
import { type SeededComment, seededThreads } from "./seeded-threads.ts";

type Needs = Pick<World, "comments" | "threads" | "numbers" | "ids" | "html" | "secrets">;

/**
 * Fills the threads of the bundled blog with a living conversation, below the node's own address. A thread that has
 * comments already is left alone. Meant for the demo's own store in memory, never for one that is kept.
 */
export async function seedDemo(world: Needs, openThread: OpenThread, nodeUrl: string): Promise<void> {
  for (const post of demoPosts) {
    const opened = await openThread(`${nodeUrl}/demo/${post.slug}`, { wait: true });
    if (opened.kind !== "thread") continue;
    const before = await world.comments.counts(opened.thread._id);
    if (before.published + before.held > 0) continue;
    await seedAll(world, opened.thread, post.date, seededThreads[post.slug] ?? [], null);
    await world.threads.raise(opened.thread._id, await world.comments.counts(opened.thread._id));
  }
}

async function seedAll(
  world: Needs,
  thread: Thread,
  from: Date,
  seeds: readonly SeededComment[],
  parent: Comment | null,
) {
  for (const seed of seeds) {
    const comment = await seedOne(world, thread, from, seed, parent);
    await world.comments.add(comment);
    await seedAll(world, thread, comment.createdAt, seed.replies ?? [], comment);
  }
}

async function seedOne(
  world: Needs,
  thread: Thread,
  from: Date,
  seed: SeededComment,
  parent: Comment | null,
): Promise<Comment> {
  const createdAt = new Date(from.getTime() + seed.minutesLater * 60_000);
  const { handle } = seed;
  const [user = "", host = ""] = handle?.split("@") ?? [];
  const id = world.ids.opaque();
  const number = await world.numbers.next();
  return {
    _id: id,
    number,
    site: thread.site,
    thread: thread._id,
    parent: parent?._id ?? null,
    path: pathBelow(parent),
    origin: handle ? "fediverse" : "web",
    author: handle
      ? {
          kind: "remote",
          id: `https://${host}/users/${user}`,
          handle,
          name: seed.name,
          url: `https://${host}/@${user}`,
          avatar: null,
        }
      : {
          kind: "visitor",
          name: seed.name,
          website: seed.website ?? null,
          email: null,
          hash: world.secrets.sign("visitor", `demo ${seed.name}`),
        },
    host,
    source: { text: seed.removed ? "" : seed.text, type: "text/markdown" },
    html: world.html.fromMarkdown(seed.removed ? "" : seed.text),
    renderer: world.html.renderer,
    lang: seed.lang ?? null,
    warning: seed.warning ?? null,
    attachments: [],
    state: seed.removed ? "removed" : seed.held ? "held" : "published",
    heldFor: seed.held ? [{ check: "links", sentence: "It has more links than comments here usually have." }] : [],
    hiddenBy: null,
    createdAt,
    editedAt: seed.edited ? new Date(createdAt.getTime() + 4 * 60_000) : null,
    remote: handle
      ? { id: `https://${host}/users/${user}/statuses/${number}`, url: `https://${host}/@${user}/${number}` }
      : null,
    federate: false,
    told: null,
    toldInboxes: [],
    counts: {
      likes: seed.likes ?? 0,
      boosts: seed.boosts ?? 0,
      emoji: Object.entries(seed.emoji ?? {}).map(([text, count]) => ({ text, image: null, count })),
    },
    owed: [],
    owedSince: null,
    version: 1,
  };
}
