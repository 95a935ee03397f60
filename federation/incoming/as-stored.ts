import { createAddresses } from "../addresses.ts";
import { stripMentions } from "./mentions.ts";
import { commentIdOf } from "./remote-id.ts";

/** The id under which what lives at an address is stored here; ours, where it is an address of a comment on `origin`. */
export function storedAs(address: string, origin: string | undefined): { id: string; isOurs: boolean } {
  const addresses = origin === undefined ? null : createAddresses(origin);
  if (!addresses?.isOurs(address)) return { id: commentIdOf(address), isOurs: false };
  const named = addresses.read(address);
  return { id: named?.kind === "comment" ? named.id : commentIdOf(address), isOurs: true };
}

/** A text as it is stored: without the names at its front that only say whom it answers, by their accounts' addresses. */
export function withoutAddressees(html: string, accounts: readonly string[]): string {
  return stripMentions(html, [], { is: (href) => accounts.includes(href) });
}
