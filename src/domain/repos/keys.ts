import type { Written } from "./shared.ts";

/** A key pair of one of our actors, PEM (SPKI, PKCS#8). */
export interface KeyPair {
  publicPem: string;
  privatePem: string;
}

/** A key pair with the name that its id ends in. */
export interface NamedKey extends KeyPair {
  name: string;
}

/** A key that takes over at a moment fixed beforehand, for all nodes the same. */
export interface NextKey extends NamedKey {
  from: Date;
}

/** The key of an actor, and the one that takes its place; after its moment, until another one is planned, both stay. */
export interface KeySuccession {
  current: KeyPair & { name: string | null };
  next: NextKey | null;
}

export interface Keys {
  /** The pair of an actor; made by `make` when there is none yet, and then the first one stored wins everywhere. */
  ensure(actor: string, make: () => Promise<KeyPair>): Promise<KeyPair>;
  /** What is stored for an actor; null when it has no key yet. */
  succession(actor: string): Promise<KeySuccession | null>;
  /** Stores what follows, if the current key and the planned one are still those that were read. */
  succeed(actor: string, read: KeySuccession, planned: KeySuccession): Promise<Written>;
}
