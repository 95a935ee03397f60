import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import type { KeyPair, KeySuccession, NamedKey } from "../src/domain/repos.ts";
import type { Addresses } from "./addresses.ts";
import type { Signer } from "./signature/sign.ts";

/** The key of one of our actors, ready for signing. */
export interface ActorKey {
  /** The id under which others find it. */
  keyId: string;
  publicPem: string;
  privateKey: KeyObject;
  /** When another key takes its place; null while none is planned. */
  until: Date | null;
  /** The one before, while some may not have heard of this one; null later, or when there was none. */
  former: Signer | null;
}

export interface ActorKeys {
  /** The key of an actor of that name as of now, made when it has none yet. */
  of(name: string): Promise<ActorKey>;
  /**
   * Gives an actor a new key under a new id. Unless it is to be `atOnce`, it takes over in five minutes: by then every
   * node knows it, and no cache shows the old one any more. Throws `conflict` while another change is on its way.
   */
  rotate(name: string, atOnce?: boolean): Promise<{ keyId: string; from: Date }>;
}

const generate = promisify(generateKeyPair);

/** How long a node may go by what it read; others change keys, too. */
const rereadMs = 60_000;

/** Longer than a node goes by what it read, and an actor's document then lies in caches, together. */
const noticeMs = 5 * 60_000;

/** Longer than others go by an actor that they read, and than a delivery is tried. */
const formerMs = 7 * 24 * 60 * 60_000;

type ParsedKey = Omit<ActorKey, "until" | "former">;

interface Parsed {
  current: ParsedKey;
  next: (ParsedKey & { from: Date }) | null;
}

/** Our actors' keys: RSA with 2048 bits, which everybody verifies; parsed once and kept for a while. */
export function createActorKeys(world: Pick<World, "keys" | "clock">, addresses: Pick<Addresses, "key">): ActorKeys {
  const kept = new Map<string, { readAt: number; parsed: Promise<Parsed> }>();

  async function stored(name: string): Promise<KeySuccession> {
    const known = await world.keys.succession(name);
    return known ?? { current: { ...(await world.keys.ensure(name, makePair)), name: null }, next: null };
  }

  async function load(name: string): Promise<Parsed> {
    const { current, next } = await stored(name);
    return {
      current: parse(name, current),
      next: next && { ...parse(name, next), from: next.from },
    };
  }

  function parse(actor: string, { name, publicPem, privatePem }: KeySuccession["current"]): ParsedKey {
    return { keyId: addresses.key(actor, name), publicPem, privateKey: createPrivateKey(privatePem) };
  }

  function read(name: string, now: number): Promise<Parsed> {
    const known = kept.get(name);
    if (known && now - known.readAt < rereadMs) return known.parsed;
    const parsed = load(name);
    kept.set(name, { readAt: now, parsed });
    parsed.catch(() => kept.delete(name));
    return parsed;
  }

  return {
    async of(name) {
      const now = world.clock.now();
      const { current, next } = await read(name, now.getTime());
      if (!next) return { until: null, former: null, ...current };
      const { from, ...successor } = next;
      if (from > now) return { ...current, until: from, former: null };
      return { ...successor, until: null, former: now.getTime() - from.getTime() < formerMs ? current : null };
    },
    async rotate(name, atOnce = false) {
      const now = world.clock.now();
      const was = await stored(name);
      if (was.next && was.next.from > now && !atOnce) throw underWay(name, was.next.from);
      const current = was.next && was.next.from <= now ? was.next : was.current;
      const from = new Date(now.getTime() + (atOnce ? 0 : noticeMs));
      const next: NamedKey = { ...(await makePair()), name: nameAt(now) };
      const { publicPem, privatePem, name: label } = current;
      const planned = { current: { publicPem, privatePem, name: label }, next: { ...next, from } };
      if ((await world.keys.succeed(name, was, planned)) === "stale") throw underWay(name, from);
      kept.delete(name);
      return { keyId: addresses.key(name, next.name), from };
    },
  };
}

/** A name that no key of the actor had before: others keep what they know of an id. */
function nameAt(now: Date): string {
  return `main-key-${now.toISOString().slice(0, 19).replace(/\D/g, "")}`;
}

function underWay(name: string, from: Date): Problem {
  return new Problem("conflict", `A new key of ${name} is on its way and takes over at ${from.toISOString()}.`);
}

async function makePair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}
