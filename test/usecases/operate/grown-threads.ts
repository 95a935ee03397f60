import fc from "fast-check";
import { type Comment, pathBelow } from "../../../src/domain/comment.ts";
import type { World } from "../../../src/domain/ports.ts";
import type { Site } from "../../../src/domain/site.ts";
import type { Thread } from "../../../src/domain/thread.ts";
import { mailHash } from "../../../src/usecases/visit/visitor.ts";
import { aComment, mira } from "../../helpers/comment.ts";
import { aThread } from "../../helpers/thread.ts";

const time = fc.date({ min: new Date("2001-01-01"), max: new Date("2026-01-01"), noInvalidDate: true });
const words = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replaceAll("\u0000", "")),
  fc.constantFrom("Grüße & <b>more</b>", "a\nb\n\nc", "]]>", '{"type":"end"}', "*bold* `code`"),
);
const name = fc.constantFrom("", "Anna", "Tom & Jerry", "محمد", "O'Neil <x>");

const author = fc.oneof(
  fc.record({
    kind: fc.constant("visitor" as const),
    name,
    website: fc.constantFrom(null, "https://anna.example/"),
    email: fc.constantFrom(null, "anna@example.org"),
    hash: fc.constantFrom("~0700~hash-a", "~0700~hash-b"),
    face: fc.constantFrom("34f4b563ece1", "4505c1eeda98"),
  }),
  fc.record({ since: time, unsearchable: fc.boolean() }).map((more) => ({ ...mira, ...more })),
  fc.constant({
    ...mira,
    avatar: "https://far.example/a.png",
    emoji: [{ text: ":x:", image: "https://far.example/x.png" }],
  }),
);

const votes = fc.record({ up: fc.integer({ min: 1, max: 9 }), down: fc.integer({ min: 0, max: 9 }) });
const counts = fc.oneof(
  fc.constant({ likes: 0, boosts: 0 }),
  fc.constant({ likes: 3, boosts: 1, emojiLikes: 1, emoji: [{ text: "🎉", image: null, count: 1 }], moreEmoji: 2 }),
);

/** A comment without its place. */
const comment = fc.record(
  {
    origin: fc.constantFrom("web" as const, "fediverse" as const, "import" as const),
    author,
    source: fc.record({
      text: words,
      type: fc.constantFrom("text/markdown" as const, "text/html" as const, "text/plain" as const),
    }),
    state: fc.constantFrom("published" as const, "held" as const, "spam" as const, "removed" as const),
    warning: fc.constantFrom(null, "A spoiler"),
    lang: fc.constantFrom(null, "de"),
    heldFor: fc.constantFrom([], ["It was their first."], [{ check: "words" as const, sentence: "It has “x”." }]),
    hiddenBy: fc.constantFrom(null, "owner", "block-1"),
    attachments: fc.constantFrom(
      [],
      [{ url: "https://far.example/1.png", mediaType: "image/png", alt: "A cat", sensitive: true as const }],
    ),
    createdAt: time,
    editedAt: fc.option(time),
    remote: fc.constantFrom(null, { id: "https://far.example/1", url: "https://far.example/@mira/1" }),
    counts,
    votes,
    notify: fc.constant(true),
    unlisted: fc.constant(true),
    takenBack: fc.constant(true),
    plain: fc.constant(true),
    said: fc.constantFrom(null, 7),
    spamSince: time,
    issoVoters: fc.constant("AQID"),
    oldNumber: fc.constant(4),
    importedAlso: fc.constant(["i234"]),
    emoji: fc.constant([{ text: ":cat:", image: "https://far.example/cat.png" }]),
  },
  {
    requiredKeys: [
      ...["origin", "author", "source", "state", "warning", "lang", "heldFor", "hiddenBy", "attachments"],
      ...["createdAt", "editedAt", "remote", "counts"],
    ] as never[],
  },
) as fc.Arbitrary<Partial<Comment>>;

const placed = fc.record({ comment, at: fc.nat(), earlier: fc.array(words, { maxLength: 2 }) });
/** A thread with its comments, whatever they are. */
export const anyThread = fc.record({
  title: words,
  createdAt: fc.constantFrom(new Date("2020-01-01T00:00:00.001Z"), new Date("2020-01-02T00:00:00.002Z")),
  publishedAt: fc.option(time),
  levels: fc.constantFrom(undefined, { web: "refuse" as const }, { fediverse: "hold" as const }),
  aliases: fc.subarray(["id:tag:blog.example,2020:1", "blog.example/old", "blog.example/older"]),
  closeAfterDays: fc.constantFrom(undefined, null, 0, 30),
  guestsStay: fc.constantFrom(undefined, true),
  forMembers: fc.constantFrom(undefined, true),
  announcement: fc.constantFrom("announced" as const, "withdrawn" as const),
  reactions: counts,
  comments: fc.array(placed, { maxLength: 6 }),
});

/** A thread to be made, with its comments. */
export interface GivenThread {
  title: string;
  createdAt: Date;
  publishedAt: Date | null;
  levels: Thread["levels"] | undefined;
  closeAfterDays?: Thread["closeAfterDays"] | undefined;
  guestsStay?: boolean | undefined;
  forMembers?: boolean | undefined;
  announcement?: Thread["announcement"];
  aliases: string[];
  reactions: Thread["reactions"];
  comments: { comment: Partial<Comment>; at: number; earlier: string[] }[];
}

/** Brings threads into a node as if they had grown there. */
export async function fill(
  { world, site }: { world: World; site: Site },
  threads: readonly GivenThread[],
): Promise<void> {
  let number = 0;
  for (const [t, given] of threads.entries()) {
    const url = `https://blog.example/post-${t}`;
    const { page, ...plain } = aThread({ url });
    const { title, createdAt, publishedAt, levels, closeAfterDays, guestsStay, forMembers, announcement, reactions } =
      given;
    await world.threads.add({
      ...plain,
      ...(levels ? { levels } : {}),
      ...(closeAfterDays === undefined ? {} : { closeAfterDays }),
      ...(guestsStay ? { guestsStay } : {}),
      ...(forMembers ? { pushed: { at: createdAt, aside: true } } : {}),
      ...(announcement ? { announcement } : {}),
      ...(given.comments.length > 0 ? { pinned: [`c${number + 1}`] } : {}),
      _id: `${site._id}-${t}`,
      site: site._id,
      noteId: `note-${t}`,
      page: { ...page, title: title.replace(/\s+/g, " ").trim() || "Untitled", publishedAt },
      reactions,
      createdAt,
    });
    for (const alias of given.aliases)
      await world.threads.alias(site._id, `${alias}-${t}` as never, `${site._id}-${t}`);
    const made: Comment[] = [];
    for (const { comment, at, earlier } of given.comments) {
      const parent = made.length === 0 || at % 3 === 0 ? null : (made[at % made.length] ?? null);
      const one = aComment({
        ...comment,
        _id: `c${++number}`,
        number,
        site: site._id,
        thread: `${site._id}-${t}`,
        parent: parent?._id ?? null,
        path: pathBelow(parent),
        version: 5,
      });
      const { author } = one;
      if (author.kind === "visitor" && author.email !== null) author.hash = mailHash(world, author.email);
      one.html = rendered(world, one);
      made.push(one);
      await world.comments.add(one);
      // What is removed loses its earlier words at once.
      for (const [version, text] of (one.state === "removed" ? [] : earlier).entries())
        await world.histories.keep(one._id, {
          version: version + 1,
          text,
          until: 1_600_000_000_000 + version,
          by: "author",
        });
    }
  }
  await world.numbers.raiseTo(number);
}

function rendered({ html }: World, { source: { text, type } }: Comment): Comment["html"] {
  if (text === "") return "" as Comment["html"];
  if (type === "text/plain") return html.fromPlain(text);
  return type === "text/html" ? html.fromRemote(text) : html.fromMarkdown(text);
}

const anna = { kind: "visitor" as const, name: "Anna", website: null, email: "anna@example.org", hash: "" };
/** A closed thread with a hidden comment, an answer to it, and one that waits. */
export const plainThread: GivenThread = {
  title: "A post",
  createdAt: new Date("2020-01-01"),
  publishedAt: null,
  levels: { web: "refuse" },
  aliases: ["blog.example/old"],
  reactions: { likes: 0, boosts: 0 },
  comments: [
    {
      comment: {
        state: "published",
        hiddenBy: "owner",
        author: anna,
        source: { text: "hidden before", type: "text/markdown" },
        attachments: [{ url: "https://far.example/1.png", mediaType: "image/png", alt: "" }],
        issoVoters: "AQID",
        createdAt: new Date("2020-02-01"),
      },
      at: 0,
      earlier: ["said before"],
    },
    {
      comment: { author: anna, source: { text: "answers", type: "text/markdown" }, createdAt: new Date("2020-02-02") },
      at: 1,
      earlier: ["said before"],
    },
    {
      comment: {
        state: "held",
        author: { kind: "visitor", name: "Bo", website: null, email: null, hash: "hash-bo", network: "network-bo" },
        source: { text: "waits", type: "text/markdown" },
        createdAt: new Date("2020-02-03"),
      },
      at: 0,
      earlier: [],
    },
  ],
};
