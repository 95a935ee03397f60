import type { Visitor } from "./author.ts";
import { blockId } from "./block.ts";
import { hostChain, hostIn } from "./host-name.ts";
import { networksOf } from "./network.ts";
import type { Chain } from "./ruling.ts";

/** The keyed hash of the network that a visitor wrote from; null where that was not kept. */
export function networkOf({ network, email, hash }: Visitor): string | null {
  return network ?? (email === null && hash !== "" ? hash : null);
}

/** The domain of a mailbox, as it is compared; null where there is none. */
export function mailDomain(email: string | null): string | null {
  return email === null ? null : hostIn(email.slice(email.lastIndexOf("@") + 1));
}

/**
 * The chains that cover a visitor: themselves and the domains of their mailbox; and, apart from that, their network, which
 * an address and the names of it are given for while they write. Anybody may type a mailbox, so that it gets nobody past a rule on a network.
 */
export function chainsOfVisitor(visitor: Visitor, address: string | null, names: readonly string[] = []): Chain[] {
  const domain = mailDomain(visitor.email);
  const network = networkOf(visitor);
  return [
    [
      ...(visitor.hash === "" ? [] : [blockId("visitor", visitor.hash)]),
      ...(domain === null ? [] : hostChain(domain).map((host) => blockId("mail", host))),
    ],
    chainOfNetwork([...(network === null || names.includes(network) ? [] : [network]), ...names], address),
  ];
}

/** The chain that covers whoever comes from a network, known by its keyed hashes, by an address in it, or by both. */
export function chainOfNetwork(names: readonly string[], address: string | null): Chain {
  const typed = address === null ? [] : networksOf(address);
  return [...names, ...typed].map((value) => blockId("network", value));
}
