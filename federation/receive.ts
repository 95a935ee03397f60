import { blockIdsCovering } from "../src/domain/block.ts";
import type { World } from "../src/domain/ports.ts";
import { isProblem, Problem } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import { demandForeignKey, demandOwnActivity, findSigner } from "./authenticate.ts";
import { type Activity, readActivity } from "./incoming/activity.ts";
import { createDispatch } from "./incoming/dispatch.ts";
import { sameOrigin } from "./incoming/documents.ts";
import { type Handled, ignored, type Tools } from "./incoming/handler.ts";
import { parseJson } from "./incoming/json.ts";
import { createOnRelayed } from "./incoming/relayed.ts";
import { createSignsOfLife } from "./incoming/signs-of-life.ts";
import type { Claim, SignedRequest } from "./signature/claim.ts";
import { createKeyring } from "./signature/keyring.ts";
import { readClaim } from "./signature/verify.ts";

/** What the pipeline needs besides the handlers' tools. */
export interface ReceiveNeeds extends Tools, Pick<World, "hosts"> {
  /** How many activities one server may send in a minute. */
  maxPerMinute: number;
}

const day = 86_400_000;

/**
 * Takes one activity from its bytes to what it does, in the order of layout §4: read, blocked?, unknown and deleting
 * itself?, signature, signer = actor, own ids, handler. When this returns, what had to be stored is stored. Throws
 * `invalid`, `unauthorized`, `forbidden`, `rate-limited`, `busy`.
 */
export function createReceive(tools: ReceiveNeeds) {
  const keyring = createKeyring();
  const onRelayed = createOnRelayed(tools);
  const dispatch = createDispatch(tools, onRelayed);
  const heardFrom = createSignsOfLife(tools);

  return async function receive(request: SignedRequest): Promise<Handled> {
    const activity = readActivity(parseJson(request.body));
    if ((await blockFor(activity)) === "silent") return ignored("The actor is blocked.");
    const deletesItself = activity.kind === "delete" && activity.thing.id === activity.actor;
    if (deletesItself && !(await isKnown(activity.actor))) return ignored("We hold nothing of that actor.");

    const claim = readClaim(request, { origin: tools.addresses.origin, now: tools.clock.now() });
    demandForeignKey(claim, tools.addresses);
    await demandOpenServer(claim, activity.actor);
    const signer = await findSigner(claim, tools.people, keyring);
    if (signer.kind !== "actor") return unknownSigner(claim, activity);
    await pace(claim.keyId);
    await heardFrom(signer.profile);
    if (isStale(signer.profile)) await revisit(signer.profile._id);

    if (signer.profile._id !== activity.actor) return onRelayed(activity, signer.profile._id);
    demandOwnActivity(activity, tools.addresses);
    return dispatch(activity, signer.profile);
  };

  /** A blocked server is told so; a blocked person is not. */
  async function blockFor(activity: Activity): Promise<"silent" | null> {
    const blocks = await tools.blocks.among(
      blockIdsCovering(activity.actor, activity.id === null ? [] : [activity.id]),
    );
    if (blocks.some((block) => block.kind === "host")) throw blockedServer();
    return blocks.length > 0 ? "silent" : null;
  }

  async function isKnown(actor: string): Promise<boolean> {
    if (await tools.profiles.get(actor)) return true;
    return (await tools.comments.byActor(actor, 1)).length > 0;
  }

  async function demandOpenServer({ keyId }: Claim, actor: string): Promise<void> {
    // The actor's own server was looked up before; a key on another one is asked about by itself.
    if (sameOrigin(keyId, actor)) return;
    if ((await tools.blocks.among(blockIdsCovering(null, [keyId]))).length > 0) throw blockedServer();
  }

  /**
   * Whose key is not there any more may have deleted themselves, which nobody can prove to us: anybody may send this. So
   * it does no more than have the actor looked at, whose own server alone can say that they are gone.
   */
  async function unknownSigner(claim: Claim, activity: Activity): Promise<Handled> {
    const own =
      activity.kind === "delete" && activity.thing.id === activity.actor && sameOrigin(claim.keyId, activity.actor);
    if (!own) throw new Problem("unauthorized", "The signer's key cannot be found.");
    await tools.later.revisit(activity.actor);
    return { kind: "queued" };
  }

  function isStale(profile: RemoteProfile): boolean {
    return profile.fetchedAt.getTime() < tools.clock.now().getTime() - day;
  }

  /** A look at a profile can wait; what its owner sends cannot. */
  async function revisit(actor: string): Promise<void> {
    try {
      await tools.later.revisit(actor);
    } catch (error) {
      if (!isProblem(error, "rate-limited")) throw error;
    }
  }

  async function pace(keyId: string): Promise<void> {
    const taken = await tools.limits.take(`inbox ${new URL(keyId).host}`, tools.maxPerMinute, 60, tools.clock.now());
    if (taken.ok) return;
    throw new Problem("rate-limited", "Your server sends too much at once; please slow down.", {
      retryAfter: taken.retryAfter,
    });
  }
}

function blockedServer(): Problem {
  return new Problem("forbidden", "Your server is blocked here.");
}
