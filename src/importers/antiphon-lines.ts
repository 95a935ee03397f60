import { z } from "zod";
import { levels, mostDays } from "../domain/level.ts";

/** By which the first line names the format. */
export const formatName = "antiphon-export";

/** Raised when what an older node reads would be wrong; members are added without. */
export const formatVersion = 1;

const time = z.iso.datetime({ precision: 3 }).describe("UTC, to the millisecond");
const address = z.url({ protocol: /^https?$/ });
const count = z.int().min(0);
const level = z.enum(levels);

const emoji = z.object({ text: z.string(), image: address });
const earlier = z.object({ version: z.int(), text: z.string(), until: time, by: z.enum(["author", "owner"]) });
const reason = z.union([z.string(), z.object({ check: z.string(), sentence: z.string() })]);

const reactions = z
  .object({
    likes: count,
    boosts: count,
    dislikes: count.optional(),
    quotes: count.optional(),
    emojiLikes: count.optional(),
    emoji: z.array(z.object({ text: z.string(), image: address.nullable(), count })).optional(),
    moreEmoji: count.optional(),
  })
  .describe("how many people on the fediverse reacted, and how");

const visitor = z.object({
  kind: z.literal("visitor"),
  name: z.string(),
  website: z.string().nullable(),
  face: z.string().optional().describe("what the drawing beside the name is made from"),
  ours: z.literal(true).optional().describe("they were signed in as somebody who writes the blog"),
});

const account = z.object({
  kind: z.literal("remote"),
  id: address,
  handle: z.string(),
  name: z.string(),
  url: address,
  avatar: address.nullable(),
  emoji: z.array(emoji).optional(),
  since: time.optional(),
  unsearchable: z.boolean().optional(),
});

const attachment = z.object({
  url: address,
  mediaType: z.string(),
  alt: z.string(),
  sensitive: z.literal(true).optional(),
});

/** The first line. */
export const headerLine = z.object({
  format: z.literal(formatName),
  version: z.int(),
  private: z.boolean().describe("whether there are members named `private`, and comments that readers do not see"),
});

/** A blog, before its threads. */
export const blogLine = z.object({
  type: z.literal("blog"),
  home: address,
  name: z.string(),
  lang: z.string().nullable(),
});

/** The thread of a page, before its comments. */
export const threadLine = z.object({
  type: z.literal("thread"),
  blog: address.describe("`home` of its blog"),
  key: z.string().describe("by which comments name it: the address without what makes no difference"),
  url: address,
  title: z.string(),
  teaser: z.string(),
  lang: z.string().nullable(),
  publishedAt: time.nullable(),
  updatedAt: time.nullable(),
  fromFeed: z.literal(true).optional().describe("the feed told of it, and not only the page"),
  createdAt: time,
  keys: z
    .array(z.string())
    .describe(
      "all keys that lead to it, the blog’s own ids as `id:…`, its own posts on the fediverse as `fediverse:…`",
    ),
  formerKeys: z.array(z.string()).optional().describe("those of pages that lie elsewhere now"),
  guestsStay: z.boolean().optional().describe("whether comments of visitors do not go to the fediverse"),
  withdrawn: z.literal(true).optional().describe("its post was taken back, and nobody can comment any more"),
  forMembers: z.literal(true).optional().describe("its post is not for everybody, and is not told to the fediverse"),
  pinned: z.array(z.string()).optional().describe("ids of the comments that stand first"),
  levels: z
    .object({ web: level.optional(), fediverse: level.optional() })
    .optional()
    .describe("who may comment, where that was decided for this thread; `refuse` for one that is closed"),
  closeAfterDays: z
    .int()
    .min(0)
    .max(mostDays)
    .optional()
    .describe("days after which it closes, where that was decided for this thread; 0 for never"),
  reactions,
});

/** One comment. */
export const commentLine = z.object({
  type: z.literal("comment"),
  id: z.string().regex(/^[\w-]{1,64}$/),
  thread: z.string().describe("`key` of its thread"),
  number: z.int().min(1).describe("the public number, as in #comment-12"),
  parent: z.string().nullable().describe("`id` of the comment that it answers; null for the post"),
  state: z.enum(["held", "published", "removed", "spam"]),
  origin: z.enum(["web", "fediverse", "import"]),
  author: z.discriminatedUnion("kind", [visitor, account]),
  text: z.string().describe("as it was written"),
  textType: z.enum(["text/markdown", "text/html", "text/plain"]),
  html: z.string().describe("the same, made safe; an import makes it anew"),
  lang: z.string().nullable(),
  warning: z.string().nullable(),
  attachments: z.array(attachment),
  emoji: z.array(emoji).optional(),
  createdAt: time,
  editedAt: time.nullable(),
  remote: z.object({ id: address, url: address }).nullable().describe("where the original lives"),
  unlisted: z.boolean().optional(),
  takenBack: z.boolean().optional(),
  withoutPictures: z.boolean().optional(),
  oldNumber: z.int().optional(),
  votes: z.object({ up: count, down: count }).optional(),
  reactions,
  private: z
    .object({
      email: z.string().optional(),
      hash: z.string().optional().describe("keyed hash of the network, where there is no mailbox"),
      network: z.string().optional().describe("the same beside a mailbox"),
      notify: z.boolean().optional(),
      issoVoters: z.string().optional(),
      hiddenBy: z.string().optional(),
      heldFor: z.array(reason).optional(),
      spamSince: time.optional(),
      said: z.int().nullable().optional(),
      importedAlso: z.array(z.string()).optional(),
      earlier: z.array(earlier).optional().describe("what it said before it was changed, the newest first"),
    })
    .optional()
    .describe("what readers do not see; left out of public exports"),
});

/** The last line: without it the file was cut short. */
export const endLine = z.object({ type: z.literal("end"), threads: count, comments: count });

/** Any line. */
export const anyLine = z.union([headerLine, blogLine, threadLine, commentLine, endLine]);

export type HeaderLine = z.infer<typeof headerLine>;
export type BlogLine = z.infer<typeof blogLine>;
export type ThreadLine = z.infer<typeof threadLine>;
export type CommentLine = z.infer<typeof commentLine>;
export type EndLine = z.infer<typeof endLine>;
