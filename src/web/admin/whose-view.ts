import { type Author, displayName } from "../../domain/author.ts";
import { type Block, type BlockKind, blockId } from "../../domain/block.ts";
import { may } from "../../domain/deeds.ts";
import type { Person } from "../../domain/person.ts";
import type { AuthorRecord, Whose } from "../../domain/queue.ts";
import type { Reaction } from "../../domain/reaction.ts";
import type { Slice } from "../../domain/repos.ts";
import type { QueueItem } from "../../usecases/moderate/read-queue.ts";
import type { Reported } from "../../usecases/moderate/read-reported.ts";
import type { Target } from "../../usecases/moderate/read-target.ts";
import { viewFace } from "../comment-view.ts";
import type { Web } from "../web.ts";
import { webUrl } from "../web-url.ts";
import { nameOfRule } from "./block-view.ts";
import { authorAddress, whoseAddress } from "./commenter-address.ts";
import { queueAddress, readQueueQuery } from "./queue-query.ts";
import { viewQueueItem } from "./queue-view.ts";
import type { Place } from "./rule-places.ts";
import { moment } from "./time.ts";

/** Somebody as lists and pages of the owner's call them. */
export function viewAuthor({ links, tongues }: Pick<Web, "links" | "tongues">, author: Author) {
  const handle = author.kind === "remote" ? author.handle : null;
  return {
    name: displayName(author) || tongues.english.t("comment.anonymous"),
    handle,
    email: author.kind === "visitor" ? author.email : null,
    // A drawing alone: whose picture is fetched would know when the owner looks.
    face: { ...viewFace(links, author), src: null },
    url: webUrl(author.kind === "remote" ? author.url : author.website),
    href: authorAddress(author),
  };
}

/** What there is of somebody, as facts that stand side by side. */
export function viewRecord(record: AuthorRecord | null): { name: string; value: string }[] {
  if (!record) return [{ name: "Comments", value: "none" }];
  const { published, held, spam, removed, since } = record;
  const counts = [
    ["Published", published],
    ["Waiting", held],
    ["Spam", spam],
    ["Deleted", removed],
  ] as const;
  return [
    { name: "First comment", value: moment(since).text },
    ...counts.map(([name, count]) => ({ name, value: count.toLocaleString("en") })),
  ];
}

/** What was reported and waits; null where nothing was. */
export function reportedSentence({ numbers, more }: Reported): string | null {
  if (numbers.length === 0) return null;
  const which = numbers.slice(0, 5).map((number) => `#${number}`);
  const others = numbers.length > which.length || more ? " and others" : "";
  return `Reported, and waiting for you: ${which.join(", ")}${others}`;
}

/** The comments of a page about somebody, as the queue shows them; what is said of their author is said above. */
export function viewTheirs(web: Web, person: Person, { items, next }: Slice<QueueItem>, whose: Whose, after: string) {
  const asked = readQueueQuery(() => "");
  return {
    items: items.map((item, i) => ({
      ...viewQueueItem({ words: web.tongues.english, links: web.links, guests: false, asked }, item),
      ...("host" in whose ? {} : { record: null }),
      mayDecide: may(person, "comments.decide", item.comment.site),
      mayBlock: may(person, "blocks.change", item.comment.site),
      next: items[i + 1]?.comment.number ?? items[i - 1]?.comment.number ?? null,
    })),
    back: whoseAddress(whose, { after }),
    first: after ? whoseAddress(whose) : null,
    next: next === null ? null : whoseAddress(whose, { after: next }),
    queue: queueAddress(
      asked,
      "host" in whose ? { server: whose.host } : { author: "actor" in whose ? whose.actor : whose.visitor },
    ),
  };
}

const shortKinds: Record<BlockKind, string> = {
  actor: "This person",
  host: "Their whole server",
  visitor: "This visitor",
  network: "Everybody from their network",
  mail: "All mailboxes of their domain",
  word: "Their words",
};

/** What a rule can be set about by one press, and on which blog, besides those that there are. */
export function viewTargets(
  targets: Record<string, Target>,
  rules: readonly Pick<Block, "_id">[],
  places: readonly Place[],
) {
  const ruled = new Set(rules.map(({ _id }) => _id));
  // Who has a say everywhere sets rules there by one press; one blog alone is chosen on the page of rules.
  const chosen = places.filter(({ name }) => name === "");
  return (chosen.length > 0 ? chosen : places).flatMap((place) =>
    Object.entries(targets).flatMap(([name, { kind, value, label = "" }]) => {
      if (ruled.has(blockId(kind, value, place.name || null))) return [];
      const what = place.name ? `${shortKinds[kind]}, on ${place.label}` : shortKinds[kind];
      return [{ name, site: place.name, label: what, value: nameOfRule({ kind, value, label }) }];
    }),
  );
}

const kinds: Record<Reaction["kind"], readonly [string, string]> = {
  like: ["like", "likes"],
  boost: ["boost", "boosts"],
  dislike: ["dislike", "dislikes"],
  emoji: ["reaction with an emoji", "reactions with an emoji"],
  quote: ["quote", "quotes"],
  permit: ["leave to quote", "leaves to quote"],
};

/** How somebody reacted to posts and comments: “3 likes, 1 boost”. */
export function reactionsSentence(reactions: readonly Pick<Reaction, "kind">[], most: number): string {
  const counted = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = reactions.filter((reaction) => reaction.kind === kind).length;
    return count === 0 ? [] : `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  });
  if (counted.length === 0) return "none";
  return reactions.length < most ? counted.join(", ") : `${counted.join(", ")} among the first ${most}`;
}
