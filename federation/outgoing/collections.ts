import type { Comment } from "../../src/domain/comment.ts";
import type { Addresses } from "../addresses.ts";
import { addressOf, answeredBy } from "./answered.ts";
import type { Document } from "./document.ts";

/** How many addresses one page of a collection holds. */
const itemsPerPage = 100;

interface Listing {
  id: string;
  /** In order of time, and said to be so. */
  ordered: boolean;
  attributedTo: string;
  /** What the items answer (FEP-5711), where they all answer the same. */
  repliesOf?: string;
  items: readonly string[];
}

/** A whole collection with its first page inside, or one page of it (from 1); null when there is no such page. */
export function collectionOf(listing: Listing, page: number | null): Document | null {
  const { id, ordered, attributedTo, items, repliesOf } = listing;
  if (page !== null) return pageOf(listing, page);
  const type = ordered ? "OrderedCollection" : "Collection";
  const inverse = repliesOf === undefined ? {} : { repliesOf };
  return { id, type, attributedTo, ...inverse, totalItems: items.length, first: pageOf(listing, 1) };
}

function pageOf({ id, ordered, items }: Listing, page: number): Document | null {
  const from = (page - 1) * itemsPerPage;
  if (page < 1 || (page > 1 && from >= items.length)) return null;
  const more = from + itemsPerPage < items.length;
  return {
    id: `${id}?page=${page}`,
    type: ordered ? "OrderedCollectionPage" : "CollectionPage",
    partOf: id,
    ...(more ? { next: `${id}?page=${page + 1}` } : {}),
    [ordered ? "orderedItems" : "items"]: items.slice(from, from + itemsPerPage),
  };
}

/** The addresses of all comments of a thread that the fediverse may see, the oldest first. */
export function addressesOn(addresses: Pick<Addresses, "comment">, comments: readonly Comment[]): string[] {
  return comments.map((comment) => addressOf(addresses, comment)).filter((address) => address !== null);
}

/**
 * The addresses of what answers a comment of a thread, or its post (null): listed there means approved (FEP-7458). An
 * answer below a comment that is not in the fediverse counts as one to the next ancestor that is.
 */
export function repliesTo(
  addresses: Pick<Addresses, "comment">,
  target: string | null,
  comments: readonly Comment[],
): string[] {
  const known = new Map(comments.map((comment) => [comment._id, comment]));
  const replies = comments.filter((comment) => {
    const answered = answeredBy(addresses, comment, known);
    return target === answeredAddress(answered);
  });
  return addressesOn(addresses, replies);
}

function answeredAddress(answered: ReturnType<typeof answeredBy>): string | null {
  return answered.kind === "post" ? null : answered.id;
}
