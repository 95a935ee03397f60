import type { World } from "../src/domain/ports.ts";
import { isProblem, Problem } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import { rulingOf } from "../src/domain/ruling.ts";
import { activityClaim, refusal } from "./authenticate.ts";
import type { Chronicle } from "./chronicle.ts";
import { fetchesPerActivity, openBudget } from "./fetch-budget.ts";
import { demandForeignKey, findSigner } from "./find-signer.ts";
import { type Activity, readActivity } from "./incoming/activity.ts";
import { createDispatch } from "./incoming/dispatch.ts";
import { type Handled, ignored, type Tools } from "./incoming/handler.ts";
import { parseJson } from "./incoming/json.ts";
import { saysMoved } from "./incoming/move.ts";
import { createOnRelayed } from "./incoming/relayed.ts";
import { commentIdOf } from "./incoming/remote-id.ts";
import { createSignsOfLife } from "./incoming/signs-of-life.ts";
import { sameOrigin } from "./origin.ts";
import { createKeepPace, type InboxPaces } from "./pace.ts";
import { createReplays } from "./replays.ts";
import type { Claim, SignedRequest } from "./signature/claim.ts";
import { createKeyring } from "./signature/keyring.ts";
import { readClaim } from "./signature/verify.ts";

/** What the pipeline needs besides the handlers' tools. */
export interface ReceiveNeeds extends Tools, Pick<World, "hosts"> {
  paces: InboxPaces;
  chronicle: Pick<Chronicle, "handled" | "turnedAway">;
  /** Hears of each activity of which kind it was, and what became of it: the kind of the answer, or of the problem. */
  taken?: (kind: string, outcome: string) => void;
}

const day = 86_400_000;

/**
 * Takes one activity from its bytes to what it does, the cheapest checks first: read, blocked?, unknown and deleting
 * itself?, signature (all but its key), seen before?, key, pace, whose own?, handler. When this returns, what had to be
 * stored is stored. `network` is where the request came from, as `networkPrefix` names it. Throws `invalid`,
 * `unauthorized`, `forbidden`, `rate-limited`, `busy`.
 */
export function createReceive(tools: ReceiveNeeds) {
  const keyring = createKeyring();
  const replays = createReplays(tools.clock);
  const keepPace = createKeepPace(tools, tools.paces);
  const onRelayed = createOnRelayed(tools);
  const dispatch = createDispatch(tools, onRelayed);
  const heardFrom = createSignsOfLife(tools);

  return async function receive(request: SignedRequest, network: string): Promise<Handled> {
    const activity = readActivity(parseJson(request.body));
    try {
      const handled = await take(activity, request, network);
      tools.taken?.(activity.kind, handled.kind);
      return handled;
    } catch (error) {
      tools.taken?.(activity.kind, isProblem(error) ? error.kind : "internal");
      tools.chronicle.turnedAway(activity.actor, error);
      throw error;
    }
  };

  async function take(activity: Activity, request: SignedRequest, network: string): Promise<Handled> {
    const deletesItself = activity.kind === "delete" && activity.thing.id === activity.actor;
    const shut = !(await takesBack(activity)) && (await isBlocked(activity.actor, activity.id));
    if (shut && !saysMoved(activity)) return turnAway(activity.actor, "The actor is blocked.");
    if (deletesItself && !(await isKnown(activity.actor))) return ignored("We hold nothing of that actor.");

    const claim = readClaim(request, { origin: tools.addresses.origin, now: tools.clock.now() });
    if (replays.isReplay(claim)) return ignored("It came before, under this very signature.");
    demandForeignKey(claim, tools.addresses);
    await demandOpenServer(claim, activity.actor);
    const budget = openBudget(tools, { fetches: fetchesPerActivity.checking });
    const signer = await findSigner(claim, { network, budget }, tools.people, keyring);
    if (signer.kind !== "actor") return unknownSigner(claim, activity, network);
    await keepPace(activity.kind, signer.profile._id);
    await heardFrom(signer.profile);
    if (isStale(signer.profile)) await revisit(signer.profile._id);
    const handled = shut ? await whereTo(activity, signer.profile) : await handle(activity, signer.profile);
    replays.remember(claim);
    return handled;
  }

  async function handle(activity: Activity, signer: RemoteProfile): Promise<Handled> {
    const verdict = tools.authenticate(activityClaim(activity), { kind: "signed", by: signer._id });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (verdict.kind === "fetch") {
      const relayed = await onRelayed(activity, signer._id);
      return relayed.kind === "ignored" ? turnAway(activity.actor, relayed.reason ?? "") : relayed;
    }
    if (verdict.owner === activity.actor) return act(activity, signer);
    // They are known by another spelling of their id, and may be blocked under it.
    if (await isBlocked(verdict.owner, null)) return turnAway(verdict.owner, "The actor is blocked.");
    return act({ ...activity, actor: verdict.owner }, signer);
  }

  async function act(activity: Activity, signer: RemoteProfile): Promise<Handled> {
    const handled = await dispatch(activity, signer);
    await tools.chronicle.handled(activity, signer, handled);
    return handled;
  }

  /** Whoever is blocked and moves is not heard, but followed: their new account is theirs as well. */
  async function whereTo({ actor }: Activity, signer: RemoteProfile): Promise<Handled> {
    if (signer._id === actor) await tools.later.revisit(actor);
    return turnAway(actor, "The actor is blocked.");
  }

  function turnAway(actor: string, reason: string): Handled {
    tools.chronicle.turnedAway(actor, reason);
    return ignored(reason);
  }

  /** A blocked server is told so (`forbidden`); a blocked person is not. Rules of one blog are asked where that is known. */
  async function isBlocked(actor: string, activityId: string | null): Promise<boolean> {
    const addresses = activityId === null ? [] : [activityId];
    const { severity, by } = await rulingOf(tools.blocks, { id: actor, addresses }, null);
    if (severity !== "block") return false;
    if (by?.kind === "host") throw blockedServer();
    return true;
  }

  /** Whoever is blocked may still erase what they wrote: it is hidden, and would come back when the block is taken back. */
  async function takesBack(activity: Activity): Promise<boolean> {
    if (activity.kind !== "delete" || activity.thing.id === null) return false;
    const { id } = activity.thing;
    return id === activity.actor ? isKnown(id) : (await tools.comments.get(commentIdOf(id))) !== null;
  }

  async function isKnown(actor: string): Promise<boolean> {
    if (await tools.profiles.get(actor)) return true;
    return (await tools.comments.byActor(actor, 1)).length > 0;
  }

  async function demandOpenServer({ keyId }: Claim, actor: string): Promise<void> {
    // The actor's own server was looked up before; a key on another one is asked about by itself.
    if (sameOrigin(keyId, actor)) return;
    const { severity } = await rulingOf(tools.blocks, { id: keyId }, null);
    if (severity === "block") throw blockedServer();
  }

  /**
   * Whose key is not there any more may have deleted themselves, which nobody can prove to us: anybody may send this. So
   * it does no more than have the actor looked at, whose own server alone can say that they are gone.
   */
  async function unknownSigner(claim: Claim, activity: Activity, network: string): Promise<Handled> {
    const own =
      activity.kind === "delete" && activity.thing.id === activity.actor && sameOrigin(claim.keyId, activity.actor);
    if (!own) {
      tools.people.unproven(network);
      throw new Problem("unauthorized", "The signer's key cannot be found.");
    }
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
}

function blockedServer(): Problem {
  return new Problem("forbidden", "Your server is blocked here.");
}
