import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { World } from "../src/domain/ports.ts";
import type { KeyPair } from "../src/domain/repos.ts";

/** The key of one of our actors, ready for signing. */
export interface ActorKey {
  publicPem: string;
  privateKey: KeyObject;
}

export interface ActorKeys {
  /** The key of an actor of that name, made when it has none yet. */
  of(name: string): Promise<ActorKey>;
}

const generate = promisify(generateKeyPair);

/** Our actors' keys: RSA with 2048 bits, which everybody verifies; parsed once and kept. */
export function createActorKeys(world: Pick<World, "keys">): ActorKeys {
  const kept = new Map<string, Promise<ActorKey>>();

  async function load(name: string): Promise<ActorKey> {
    const { publicPem, privatePem } = await world.keys.ensure(name, makePair);
    return { publicPem, privateKey: createPrivateKey(privatePem) };
  }

  return {
    of(name) {
      const known = kept.get(name);
      if (known) return known;
      const loading = load(name);
      kept.set(name, loading);
      loading.catch(() => kept.delete(name));
      return loading;
    },
  };
}

async function makePair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}
