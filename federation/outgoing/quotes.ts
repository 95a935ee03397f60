import { createHash } from "node:crypto";
import type { QuoteAsk, Reaction } from "../../src/domain/reaction.ts";
import type { Addresses } from "../addresses.ts";
import { type Activity, type Document, everyone, timestamp } from "./document.ts";

/** A reaction that is a quote, whose author was given leave. */
export type StampedQuote = Reaction & { quote: NonNullable<Reaction["quote"]> };

/** Whether others can look up that its author may quote; not after it was taken back. */
export function isStamped(reaction: Reaction | null): reaction is StampedQuote {
  return reaction?.quote?.stamped === true && !reaction.undone;
}

/**
 * The identity of a quote: made from all that it is about, so that a post counts once and nobody takes the place of
 * somebody else's by naming their post first.
 */
export function quoteId(actor: string, note: string, of: string): string {
  return createHash("sha256").update(`${actor} ${note} ${of}`).digest("hex").slice(0, 40);
}

/** The document that proves to everybody that one post may quote another (FEP-044f). */
export function authorizationOf(addresses: Addresses, { _id, activity, quote }: StampedQuote): Document {
  return {
    id: addresses.quote(_id),
    type: "QuoteAuthorization",
    attributedTo: addresses.actor(quote.by),
    interactingObject: activity,
    interactionTarget: addresses.origin + quote.of,
  };
}

/** The answer to a QuoteRequest, with the request inside; that of leave says where the leave is found. */
export function answerToQuote(addresses: Addresses, ask: QuoteAsk, answer: "accept" | "reject", at: Date): Activity {
  const key = createHash("sha256").update(`${ask.quote} ${ask.id}`).digest("hex").slice(0, 32);
  return {
    id: addresses.activity(`${answer}.quote.${key}`),
    type: answer === "accept" ? "Accept" : "Reject",
    actor: addresses.actor(ask.by),
    to: [ask.actor],
    published: timestamp(at),
    object: {
      id: ask.id,
      type: "QuoteRequest",
      actor: ask.actor,
      object: addresses.origin + ask.of,
      instrument: ask.note,
    },
    ...(answer === "accept" ? { result: addresses.quote(ask.quote) } : {}),
  };
}

/** The Delete that takes leave back; its address answers 404 from then on. */
export function revocationOf(addresses: Addresses, { _id, actor, quote }: StampedQuote, at: Date): Activity {
  return {
    id: addresses.activity(`revoke.${_id}`),
    type: "Delete",
    actor: addresses.actor(quote.by),
    to: [everyone],
    cc: [actor],
    published: timestamp(at),
    object: addresses.quote(_id),
  };
}
