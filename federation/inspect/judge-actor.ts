import { type Finding, fail, ok, warn } from "../../src/domain/finding.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { type KeyFacts, keysIn, readActor } from "../incoming/actor.ts";
import { idOf, type Json, member, typeOf } from "../incoming/json.ts";
import { sameOrigin } from "../origin.ts";
import type { Keyring } from "../signature/keyring.ts";

const actorTypes = new Set(["Person", "Service", "Application", "Group", "Organization"]);

/** Whether a document is that of an actor. */
export function isActor(json: Json): boolean {
  return actorTypes.has(typeOf(json)) && member(json, "inbox") !== undefined;
}

/** Holds an actor against what servers ask of one (ActivityPub §4.1, and what is usual beyond it). */
export function judgeActor(json: Json, keyring: Keyring, now: Date): Finding[] {
  const profile = readActor(json, now);
  if (!profile) return [fail("actor", "has no id, or no inbox on its own host: nobody can write to it.")];
  const { handle, name, inbox, sharedInbox } = profile;
  const findings = [ok("actor", `${typeOf(json)} “${name || handle}”, known as @${handle}.`)];
  findings.push(...keysIn(json).map((key) => judgeKey(key, profile._id, keyring)));
  if (keysIn(json).length === 0) findings.push(fail("key", "there is none: nothing it sends can be verified."));
  findings.push(
    sharedInbox === null
      ? ok("inbox", `${inbox}; there is no shared one, so each follower is written to.`)
      : ok("inbox", `${inbox}, shared: ${sharedInbox}.`),
  );
  const missing = ["outbox", "followers"].filter((name) => idOf(member(json, name)) === null);
  if (missing.length > 0)
    findings.push(warn("collections", `${missing.join(" and ")} missing; some servers want them.`));
  const moved = idOf(member(json, "movedTo"));
  if (moved !== null) findings.push(warn("moved", `this account is not used any more; it moved to ${moved}.`));
  return findings;
}

/** What an actor asks of those who show their words. */
export function judgeWishes(json: Json, now: Date): Finding[] {
  const profile = readActor(json, now);
  const subject = "wishes";
  if (!profile) return [];
  if (profile.hidden) return [warn(subject, "asks not to be shown on the web, so nothing of theirs appears here.")];
  const findings: Finding[] = [];
  if (profile.hidesUnlisted) findings.push(warn(subject, "asks that unlisted posts are not shown on the web."));
  if (profile.unsearchable)
    findings.push(ok(subject, "asks search engines to leave out what they write; pages say so."));
  return findings.length > 0 ? findings : [ok(subject, "none that keep replies off a page.")];
}

function judgeKey({ id, owner, pem }: KeyFacts, actor: string, keyring: Keyring): Finding {
  if (!sameOrigin(id, actor)) return fail("key", `${id} lies on another server than its owner.`);
  if (owner !== null && owner !== actor) return fail("key", `${id} says that it belongs to ${owner}.`);
  if (pem === null) return warn("key", `${id} is only named; it has to be fetched by itself.`);
  try {
    keyring.read(pem);
    return ok("key", `${id} can be verified with.`);
  } catch (error) {
    if (!isProblem(error)) throw error;
    return fail("key", `${id}: ${error.message}`);
  }
}
