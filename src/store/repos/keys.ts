import type { KeyPair, Keys } from "../../domain/repos.ts";
import type { StoredKey } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Key pairs on the document port. Making one is slow, so that callers of one node share it while it is made. */
export function createKeys(docs: Docs<StoredKey>): Keys {
  const inTheMaking = new Map<string, Promise<KeyPair>>();

  async function find(actor: string): Promise<KeyPair | null> {
    const key = await docs.findOne({ _id: actor });
    return key && { publicPem: key.publicPem, privatePem: key.privatePem };
  }

  async function findOrMake(actor: string, make: () => Promise<KeyPair>): Promise<KeyPair> {
    const known = await find(actor);
    if (known) return known;
    const { publicPem, privatePem } = await make();
    const made = { publicPem, privatePem };
    if ((await docs.insertOne({ _id: actor, ...made })) === "added") return made;
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
      return { current: { publicPem, privatePem, name }, next };
    },
    async succeed(actor, read, { current, next }) {
      const { name, ...pair } = current;
      const set = { ...pair, ...(name === null ? {} : { name }), ...(next === null ? {} : { next }) };
      const asRead = { publicPem: read.current.publicPem, "next.name": read.next?.name ?? null };
      const changed = await docs.updateOne({ _id: actor, ...asRead }, { $set: set });
      return changed > 0 ? "ok" : "stale";
    },
  };
}
