import type { RemoteHost } from "../../src/domain/host.ts";
import type { FetchResponse, World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { Dialect } from "./sign.ts";

/** How long a dialect that worked is used first: once a week the usual one is tried again. */
const rememberMs = 7 * 86_400_000;

/** The dialect that a host is asked in first. */
export function dialectOf(host: RemoteHost | null, now: Date): Dialect {
  return host?.dialect === "rfc9421" && host.dialectUntil !== null && host.dialectUntil > now ? "rfc9421" : "cavage";
}

/** The one that is left to try. */
export function otherThan(dialect: Dialect): Dialect {
  return dialect === "cavage" ? "rfc9421" : "cavage";
}

/** Remembers, for all nodes, that a host took a dialect when it had refused the other one. */
export async function rememberDialect(
  world: Pick<World, "hosts" | "clock">,
  host: string,
  dialect: Dialect,
): Promise<void> {
  const now = world.clock.now();
  const changes =
    dialect === "cavage"
      ? { dialect: null, dialectUntil: null }
      : { dialect, dialectUntil: new Date(now.getTime() + rememberMs) };
  await world.hosts.note(host, changes, now);
}

/**
 * Asks, and where the answer may be for the signature's sake (400, 401, 403) once more in the other dialect of the host
 * that answered, which is handed over; `turned` tells that this is the answer to it. What the second try does not mend
 * stays as it was first: a server that does not know the other dialect has nothing useful to say to it.
 */
export async function knockTwice(
  ask: (turned: string | null) => Promise<FetchResponse>,
): Promise<{ answer: FetchResponse; turned: string | null }> {
  const answer = await ask(null);
  if (!isRefusal(answer.status)) return { answer, turned: null };
  const host = new URL(answer.url).host;
  const second = await ask(host).catch((error: unknown) => {
    if (isProblem(error)) return null;
    throw error;
  });
  if (second === null || isRefusal(second.status) || (second.status >= 500 && second.status !== 503)) {
    return { answer, turned: null };
  }
  return { answer: second, turned: host };
}

function isRefusal(status: number): boolean {
  return status === 400 || status === 401 || status === 403;
}
