import { homeward, pageKey, siteOf } from "../../src/domain/address.ts";
import type { Finding } from "../../src/domain/finding.ts";
import type { GuardedFetch, World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import { createAskWebFinger } from "../ask-webfinger.ts";
import { createResolve } from "../incoming/resolve.ts";
import { createKeyring } from "../signature/keyring.ts";
import { createLookAtOurs } from "./ours.ts";
import { createLookAtTheirs } from "./theirs.ts";

/** Looks at a handle or an address and tells step by step what is seen; `outside` asks as anybody could. */
export type Inspect = (typed: string, outside: GuardedFetch) => AsyncGenerator<Finding>;

export interface InspectNeeds {
  world: Pick<World, "threads" | "comments" | "followers" | "sites" | "blocks" | "limits" | "fetch" | "clock">;
  addresses: Addresses;
  actors: Actors;
  signedFetch: GuardedFetch;
}

const handlePattern = /^@?([^@\s/:]+)@([^@\s/]+)$/;

/**
 * What is ours is looked at as others would, what is theirs as we would. Changes nothing. Throws `invalid` for what is
 * neither a handle nor an address.
 */
export function createInspect({ world, addresses, actors, signedFetch }: InspectNeeds): Inspect {
  const keyring = createKeyring(10);
  const resolve = createResolve(world, addresses);
  const askWebFinger = createAskWebFinger(world.fetch);
  const theirs = createLookAtTheirs({
    world,
    addresses,
    fetch: world.fetch,
    signedFetch,
    askWebFinger,
    resolve,
    keyring,
  });

  return async function* inspect(typed, outside) {
    const text = typed.trim();
    const ours = createLookAtOurs({ world, addresses, actors, keyring }, outside);
    const [, name = "", domain = ""] = handlePattern.exec(text) ?? [];
    const sites = await world.sites.all();
    if (name !== "") {
      const isOurs =
        domain === new URL(addresses.origin).host ||
        sites.some((site) => site.handle === name && site.handleDomain === domain);
      yield* isOurs ? ours.account(name) : theirs.account(name, domain);
      return;
    }
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
      throw new Problem("invalid", `“${text.slice(0, 100)}” is neither a handle like @name@host nor a web address.`);
    }
    const url = new URL(text);
    url.hash = "";
    if (addresses.read(url.href)) return yield* ours.address(url.href);
    const site = siteOf(sites, url);
    if (site)
      return yield* ours.page(site, await world.threads.byKey(site._id, pageKey(homeward(site, url))), url.href);
    yield* theirs.address(url.href);
  };
}
