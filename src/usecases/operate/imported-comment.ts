import { nobody, type Visitor } from "../../domain/author.ts";
import type { SafeHtml } from "../../domain/brand.ts";
import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { AuthorDraft, CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { cleanName, isMailbox, mailHash, maxName, nameHash, networkHash, readWebsite } from "../visit/visitor.ts";

/** What is known of a draft besides: where it goes, below which comments, since when, under which number. */
export interface Settled {
  software: string;
  thread: Pick<Thread, "_id" | "site">;
  parent: string | null;
  path: readonly string[];
  number: number;
  createdAt: Date;
}

/** Told of each thing that is not kept as it was. */
export type Changed = (reason: string) => void;

/**
 * Makes a draft of an export a comment, which owes its thread and nobody else: no mail, no word to the fediverse. What was
 * deleted keeps its place alone.
 */
export function importedComment(
  world: Pick<World, "secrets" | "html" | "clock">,
  draft: CommentDraft,
  settled: Settled,
  changed: Changed,
): Comment {
  const { software, thread, parent, path, number, createdAt } = settled;
  const removed = draft.state === "removed";
  return {
    _id: draft.id,
    number,
    site: thread.site,
    thread: thread._id,
    parent,
    path: [...path],
    origin: "import",
    author: removed ? nobody : authorOf(world, draft.author, changed),
    ...(removed ? noWords : wordsOf(world, draft, changed)),
    renderer: world.html.renderer,
    lang: null,
    warning: removed ? null : draft.warning,
    attachments: [],
    state: draft.state,
    heldFor: draft.state === "held" ? [`It waited for review in ${software}.`] : [],
    hiddenBy: null,
    createdAt,
    editedAt: removed ? null : draft.editedAt,
    remote: null,
    federate: false,
    told: null,
    toldInboxes: [],
    counts: { likes: 0, boosts: 0 },
    ...(removed ? {} : wishesOf(draft)),
    ...(draft.number === null || draft.number === number ? {} : { oldNumber: draft.number }),
    importVersion: 1,
    ...owing({ owed: [], owedSince: null }, ["thread"], world.clock.now()),
    version: 1,
  };
}

/** What its readers thought of it, and what its author wants to hear. */
function wishesOf({ votes, issoVoters, notify }: CommentDraft): Pick<Comment, "votes" | "issoVoters" | "notify"> {
  return {
    ...(votes.up + votes.down > 0 ? { votes } : {}),
    ...(issoVoters === null ? {} : { issoVoters }),
    ...(notify ? { notify } : {}),
  };
}

const noWords: Pick<Comment, "source" | "html"> = { source: { text: "", type: "text/plain" }, html: "" as SafeHtml };

function wordsOf(
  { html }: Pick<World, "html">,
  { source }: CommentDraft,
  changed: Changed,
): Pick<Comment, "source" | "html"> {
  const text = source.text.replaceAll("\u0000", "");
  if (source.type === "text/html") return { source: { text, type: source.type }, html: html.fromRemote(text) };
  if (/<\/?[a-z][^<>\n]*>/i.test(text) && !text.includes("`")) {
    changed("comments with HTML amid Markdown, whose tags are shown as text");
  }
  return { source: { text, type: source.type }, html: html.fromMarkdown(text) };
}

function authorOf(world: Pick<World, "secrets">, draft: AuthorDraft, changed: Changed): Visitor {
  const full = cleanName(draft.name);
  if (full.length > maxName) changed(`names longer than ${maxName} characters, cut`);
  const typed = draft.email.trim();
  const email = isMailbox(typed) ? typed : null;
  if (typed !== "" && email === null) changed("mailboxes that are none, left out");
  const website = readWebsite(draft.website.trim());
  if (website === undefined) changed("websites that are no web address, left out");
  const { network, identity } = draft;
  return {
    kind: "visitor",
    name: full.slice(0, maxName),
    website: website ?? null,
    email,
    hash: email ? mailHash(world, email) : network ? networkHash(world, network) : nameHash(world, identity),
    ...(draft.face === null ? {} : { face: draft.face }),
  };
}
