import { nobody, type Visitor } from "../../domain/author.ts";
import type { SafeHtml } from "../../domain/brand.ts";
import type { Comment } from "../../domain/comment.ts";
import type { AuthorDraft, CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import { hiddenByOwner } from "../moderate/outcome.ts";
import { cleanName, isMailbox, mailHash, maxName, nameHash, readWebsite } from "../visit/visitor.ts";
import { type Settled, settledDraft } from "./settled-draft.ts";
import { wholeComment } from "./whole-comment.ts";

/** Told of each thing that is not kept as it was. */
export type Changed = (reason: string) => void;

/**
 * Makes a draft of an export a comment, which owes its thread and nobody else: no mail, no word to the fediverse. What was
 * deleted keeps its place alone. What our own export tells of arrives as it was.
 */
export function importedComment(
  world: Pick<World, "secrets" | "html" | "clock">,
  draft: CommentDraft,
  settled: Settled,
  changed: Changed,
): Comment {
  if (draft.whole) return wholeComment(world, draft, draft.whole, settled);
  const removed = draft.state === "removed";
  return {
    ...settledDraft(world, draft, settled, 1),
    origin: "import",
    author: removed ? nobody : authorOf(world, draft.author, changed),
    host: "",
    ...(removed ? noWords : wordsOf(world, draft, changed)),
    lang: null,
    warning: removed ? null : draft.warning,
    attachments: [],
    heldFor: draft.state === "held" ? [`It waited for review in ${settled.software}.`] : [],
    hiddenBy: draft.hidden && !removed ? hiddenByOwner : null,
    editedAt: removed ? null : draft.editedAt,
    remote: null,
    counts: { likes: 0, boosts: 0 },
    ...(removed ? {} : wishesOf(draft)),
    ...(draft.number === null || draft.number === settled.number ? {} : { oldNumber: draft.number }),
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
  if (source.type === "text/plain") return { source: { text, type: source.type }, html: html.fromPlain(text) };
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
  const { identity } = draft;
  return {
    kind: "visitor",
    name: full.slice(0, maxName),
    website: website ?? null,
    email,
    hash: email ? mailHash(world, email) : nameHash(world, identity),
    ...(draft.face === null ? {} : { face: draft.face }),
  };
}
