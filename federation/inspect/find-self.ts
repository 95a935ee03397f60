import { type Finding, fail, ok, warn } from "../../src/domain/finding.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { type AskWebFinger, type Fingered, selfOf } from "../ask-webfinger.ts";

/**
 * Finds an actor by WebFinger as careful servers do: where the answer names another account, that one is asked about as
 * well and must confirm itself. `self` is null when nobody was found.
 */
export async function findSelf(
  ask: AskWebFinger,
  origin: string,
  resource: string,
): Promise<{ findings: Finding[]; self: string | null }> {
  const subject = "webfinger";
  const first = await asked(ask, origin, resource);
  if (typeof first === "string") return { findings: [fail(subject, first)], self: null };
  if (first.kind === "unknown") {
    return { findings: [fail(subject, `${origin} answers ${first.status} for ${resource}.`)], self: null };
  }
  const self = selfOf(first);
  if (self === null) return { findings: [fail(subject, `${resource} names no actor.`)], self };
  const named = first.subject ?? resource;
  if (named.toLowerCase() === resource.toLowerCase())
    return { findings: [ok(subject, `${resource} is ${self}.`)], self };
  const domain = /^acct:[^@]+@([^@/]+)$/i.exec(named)?.[1];
  if (domain === undefined) return { findings: [warn(subject, `${resource} is ${self}, and called ${named}.`)], self };
  const second = await asked(ask, `https://${domain}`, named);
  const confirmed = typeof second !== "string" && second.kind === "found" && selfOf(second) === self;
  const findings = confirmed
    ? [ok(subject, `${resource} is ${self}, and its account is ${named}, which says the same.`)]
    : [fail(subject, `${resource} calls itself ${named}, but ${domain} does not confirm that.`)];
  return { findings, self };
}

async function asked(ask: AskWebFinger, origin: string, resource: string): Promise<Fingered | string> {
  try {
    return await ask(origin, resource);
  } catch (error) {
    if (isProblem(error)) return error.message;
    throw error;
  }
}
