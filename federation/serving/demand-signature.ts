import type { Request, RequestHandler } from "express";
import type { World } from "../../src/domain/ports.ts";
import { isProblem, Problem } from "../../src/domain/problem.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import { networkPrefix } from "../../src/usecases/visit/visitor.ts";
import type { Addresses } from "../addresses.ts";
import { fetchesPerActivity, openBudget } from "../fetch-budget.ts";
import { demandForeignKey, findSigner } from "../find-signer.ts";
import { wantsActivity } from "../negotiate.ts";
import type { Profiles } from "../profiles.ts";
import { createKeyring } from "../signature/keyring.ts";
import { readClaim } from "../signature/verify.ts";
import { type BlogAtNeeds, createBlogAt } from "./blog-at.ts";

interface Needs {
  world: BlogAtNeeds & Pick<World, "blocks" | "limits" | "clock">;
  addresses: Addresses;
  people: Profiles;
}

/** What an answer that depends on who asked says to caches. */
const personal = {
  "Cache-Control": "private, no-store",
  Vary: "Accept, Signature, Signature-Input",
};

/**
 * Secure mode: posts, comments, activities and collections are for those who sign that they are not blocked (interop
 * §2.5). Actors stay open, as a server that asks the same of us could otherwise never get the key it needs; so do pages
 * for people. Throws `unauthorized` for a signature that is missing or does not hold, `forbidden` for a blocked signer,
 * `busy` when the signer's server does not answer.
 */
export function createDemandSignature({ world, addresses, people }: Needs): RequestHandler {
  const keyring = createKeyring();
  const blogAt = createBlogAt(world, addresses);

  return async (req, res, next) => {
    if (isOpen(req)) return next();
    res.set(personal);
    // Whoever answers below may neither share it nor say that it varies by less.
    res.locals["personal"] = true;
    try {
      await demandWelcome(req);
    } catch (error) {
      if (isProblem(error, "unauthorized")) res.set("WWW-Authenticate", challenge);
      throw error;
    }
    next();
  };

  function isOpen(req: Request): boolean {
    const named = addresses.read(addresses.origin + req.path);
    if (named?.kind === "actor") return true;
    // A browser is led to the page of a post or comment; of a collection there is no page.
    return named !== null && !wantsActivity(req.get("accept"));
  }

  async function demandWelcome({ method, path, originalUrl, headers, rawHeaders, ip = "" }: Request): Promise<void> {
    if (headers["signature"] === undefined && headers["signature-input"] === undefined) throw unsigned();
    const request = { method, target: originalUrl, headers, rawHeaders, body: Buffer.alloc(0) };
    const claim = readClaim(request, { origin: addresses.origin, now: world.clock.now() });
    demandForeignKey(claim, addresses);
    const network = networkPrefix(ip);
    const budget = openBudget(world, { fetches: fetchesPerActivity.checking });
    const signer = await findSigner(claim, { network, budget }, people, keyring);
    if (signer.kind !== "actor") {
      people.unproven(network);
      throw new Problem("unauthorized", "The signer's key cannot be found.");
    }
    if (await isBlocked(world, await blogAt(path), signer.profile._id, [claim.keyId])) {
      throw new Problem("forbidden", "You are blocked here.");
    }
  }
}

const challenge = 'Signature realm="ActivityPub",headers="(request-target) host date"';

function unsigned(): Problem {
  return new Problem(
    "unauthorized",
    "This server shows posts to servers that say who they are: sign the request with the key of one of your actors.",
  );
}
