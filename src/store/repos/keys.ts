import type { KeyPair, Keys } from "../../domain/repos.ts";
import type { Seal } from "../../domain/seal.ts";
import type { StoredKey } from "../documents.ts";
import type { Docs } from "../port.ts";
import { keyPlace } from "../secret-places.ts";

/**
 * Key pairs on the document port, the private ones sealed. Making one is slow, so that callers of one node share it while
 * it is made.
 */
export function createKeys(docs: Docs<StoredKey>, seal: Seal): Keys {
  const inTheMaking = new Map<string, Promise<KeyPair>>();

  const sealed = <K extends KeyPair>(actor: string, key: K): K => ({
    ...key,
    privatePem: seal.seal(key.privatePem, keyPlace(actor)),
  });
  const opened = <K extends KeyPair>(actor: string, key: K): K => ({
    ...key,
    privatePem: seal.open(key.privatePem, keyPlace(actor)),
  });

  async function find(actor: string): Promise<KeyPair | null> {
    const key = await docs.findOne({ _id: actor });
    return key && opened(actor, { publicPem: key.publicPem, privatePem: key.privatePem });
  }

  async function findOrMake(actor: string, make: () => Promise<KeyPair>): Promise<KeyPair> {
    const known = await find(actor);
    if (known) return known;
    const { publicPem, privatePem } = await make();
    const made = { publicPem, privatePem };
    if ((await docs.insertOne({ _id: actor, ...sealed(actor, made) })) === "added") return made;
    return (await find(actor)) ?? made;
  }

  return {
    ensure(actor, make) {
      const pending = inTheMaking.get(actor);
      if (pending) return pending;
      const pair = findOrMake(actor, make).finally(() => inTheMaking.delete(actor));
      inTheMaking.set(actor, pair);
      return pair;
    },
    async succession(actor) {
      const key = await docs.findOne({ _id: actor });
      if (!key) return null;
      const { publicPem, privatePem, name = null, next = null } = key;
      return { current: opened(actor, { publicPem, privatePem, name }), next: next && opened(actor, next) };
    },
    async succeed(actor, read, { current, next }) {
      const { name, ...pair } = current;
      const set = {
        ...sealed(actor, pair),
        ...(name === null ? {} : { name }),
        ...(next === null ? {} : { next: sealed(actor, next) }),
      };
      const asRead = { publicPem: read.current.publicPem, "next.name": read.next?.name ?? null };
      const changed = await docs.updateOne({ _id: actor, ...asRead }, { $set: set });
      return changed > 0 ? "ok" : "stale";
    },
  };
}
