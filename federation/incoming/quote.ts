import type { Outbox, World } from "../../src/domain/ports.ts";
import type { Quote } from "../../src/domain/reaction.ts";
import { guestActorName } from "../../src/domain/site.ts";
import { dropQuotes } from "../../src/usecases/receive/drop-quotes.ts";
import { createReceiveQuote } from "../../src/usecases/receive/receive-quote.ts";
import type { TallyNeeds, Target } from "../../src/usecases/receive/tally.ts";
import type { Addresses } from "../addresses.ts";
import { claimOf, refusal } from "../authenticate.ts";
import { isStamped, quoteId } from "../outgoing/quotes.ts";
import { isTold } from "../outgoing/view.ts";
import { type Handle, type Handled, ignored, type Tools } from "./handler.ts";
import type { QuoteRequest } from "./later.ts";
import type { Note } from "./note.ts";
import { activityIdOf } from "./remote-id.ts";
import type { Resolve } from "./resolve.ts";

/** What quotes are judged by. */
export interface QuoteNeeds extends TallyNeeds, Pick<World, "blocks" | "graves"> {
  addresses: Addresses;
  resolve: Resolve;
}

/** A post or comment of ours, as it is quoted. */
interface Quotable extends Pick<Quote, "by" | "of"> {
  target: Target;
  site: string;
  thread: string;
  /** Whether it still is in the fediverse. */
  open: boolean;
}

/**
 * Counts what a public post quotes of ours, asked or not, as anybody may; its author's post is known to be theirs. A post
 * that shows leave of ours must be the one that the leave was given to. Null when it quotes nothing of ours.
 */
export function createTakeQuote(needs: QuoteNeeds) {
  const receiveQuote = createReceiveQuote(needs);
  return async function takeQuote(note: Note, actor: string): Promise<Handled | null> {
    const quotable = await quotedInPublic(needs, note);
    if (!quotable?.open) return null;
    const { target, site, by, of } = quotable;
    const id = quoteId(actor, note.id, of);
    if (note.leave !== null && !(await isLeaveFor(needs, note.leave, id)))
      return ignored("The leave to quote that it shows was never given, was taken back, or is for something else.");
    const received = await receiveQuote({ id, target, site, by, of, actor, note: note.id, open: true, asked: false });
    return { ...received, thread: quotable.thread };
  };
}

/** The same for a new version of a post: what it no longer quotes, or no longer in public, is counted out. */
export function createTakeQuoteAnew(needs: QuoteNeeds) {
  const takeQuote = createTakeQuote(needs);
  return async function takeQuoteAnew(note: Note, actor: string): Promise<Handled | null> {
    const quotable = await quotedInPublic(needs, note);
    const ended = await dropQuotes(needs, { actor, note: note.id, ...(quotable ? { kept: quotable.of } : {}) });
    return (await takeQuote(note, actor)) ?? (ended > 0 ? { kind: "undone" } : null);
  };
}

/**
 * Decides on a request to quote: leave is given to everybody for what is in the fediverse, and refused for what was
 * taken back. The post must say itself that it quotes the thing, and the thing be named by its own id.
 */
export function createDecideQuote(needs: QuoteNeeds & { outbox: Pick<Outbox, "answerQuote"> }) {
  const receiveQuote = createReceiveQuote(needs);
  return async function decideQuote(note: Note, { id, actor, inbox, thing }: QuoteRequest): Promise<Handled> {
    const quotable = await findQuotable(needs, thing);
    if (!quotable || !isNamed(needs.addresses, quotable, thing)) return ignored("It asks to quote nothing of ours.");
    const { target, site, by, of, open } = quotable;
    const says = note.quotes === null ? null : await findQuotable(needs, note.quotes);
    if (says?.of !== of) return ignored("The post does not quote what it asks for.");
    const quote = quoteId(actor, note.id, of);
    const ask = { id, actor, inbox, note: note.id, by, of, quote };
    if (!open) {
      await needs.outbox.answerQuote(ask, "reject");
      return { kind: "refused" };
    }
    const stored = { id: quote, target, site, by, of, actor, note: note.id, open: note.public === true, asked: true };
    const received = await receiveQuote(stored);
    if (received.kind !== "ignored") await needs.outbox.answerQuote(ask, "accept");
    return received;
  };
}

/** QuoteRequest (FEP-044f): decided at once when the post comes along, else after it was looked at where it lives. */
export function createOnQuote(tools: Tools): Handle<"quote"> {
  const decideQuote = createDecideQuote(tools);
  return async function onQuote(activity, signer) {
    const { thing, instrument, actor } = activity;
    if (thing.id === null || !tools.addresses.isOurs(thing.id)) return ignored("It asks to quote nothing of ours.");
    if (!instrument || instrument.id === null) return ignored("It names no post that is to quote.");
    const id = activityIdOf(activity, `${thing.id} ${instrument.id}`);
    const request = { id, actor, inbox: signer.inbox, thing: thing.id };
    const verdict = tools.authenticate(claimOf(instrument), { kind: "within", owner: actor });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (instrument.kind === "note") return decideQuote(instrument.note, request);
    await tools.later.lookAtQuote(instrument.id, request);
    return { kind: "queued" };
  };
}

/** A vote says nothing, whatever it names. */
async function quotedInPublic(needs: QuoteNeeds, note: Note): Promise<Quotable | null> {
  return note.public === true && !note.vote && note.quotes !== null ? findQuotable(needs, note.quotes) : null;
}

/** What an address means that is quoted; null when that is nothing of ours. What others wrote is theirs to give leave for. */
async function findQuotable({ addresses, resolve }: QuoteNeeds, address: string): Promise<Quotable | null> {
  const place = await resolve(address);
  if (place.kind !== "found" || place.parent?.origin === "fediverse") return null;
  const { site, thread, parent } = place;
  const within = { thread: thread._id, site: site._id };
  const inPlace = thread.announcement !== "withdrawn";
  const pathOf = (id: string) => id.slice(addresses.origin.length);
  if (!parent) {
    const of = pathOf(addresses.post(thread.noteId));
    return { target: { kind: "thread", id: thread._id }, ...within, by: site.handle, of, open: inPlace };
  }
  const of = pathOf(addresses.comment(parent._id));
  const target = { kind: "comment", id: parent._id } as const;
  return { target, ...within, by: guestActorName(site), of, open: inPlace && isTold(parent) };
}

function isNamed({ origin }: Addresses, { of }: Quotable, thing: string): boolean {
  return origin + of === thing;
}

async function isLeaveFor({ addresses, reactions }: QuoteNeeds, leave: string, quote: string): Promise<boolean> {
  return leave === addresses.quote(quote) && isStamped(await reactions.get(quote));
}
