import type { FetchResponse, GuardedFetch } from "../../src/domain/ports.ts";
import { isProblem, Problem } from "../../src/domain/problem.ts";
import type { Addresses } from "../addresses.ts";
import type { Budget } from "../fetch-budget.ts";
import { acceptActivity, isActivityType } from "../negotiate.ts";
import { sameId, sameOrigin } from "../origin.ts";
import { address, type Json, member, parseJson, typeOf } from "./json.ts";

/** What an address answered. `gone` is said by its owner (410 or a Tombstone); `unusable` is final, with the reason. */
export type Fetched =
  | { kind: "found"; json: Json /** The address that answered, of the same origin as the one asked. */; url: string }
  | { kind: "gone" }
  | { kind: "missing" }
  | { kind: "unusable"; reason: string };

export interface Documents {
  /**
   * Fetches a JSON document of ActivityStreams type; the address that answers must be of the same origin. Throws `busy`
   * when the other server cannot answer right now, and what the budget throws.
   */
  read(url: string, timeoutMs: number, budget: Budget): Promise<Fetched>;
  /** The same for an object that must carry the id it was asked by; another id of that origin is asked once more. */
  object(id: string, timeoutMs: number, budget: Budget): Promise<Fetched>;
}

const maxBytes = 1_000_000;

/** Reads other servers' documents through the guarded fetch; never our own, which nobody else may vouch for. */
export function createDocuments(fetch: GuardedFetch, addresses: Pick<Addresses, "isOurs">): Documents {
  async function read(url: string, wantedMs: number, budget: Budget): Promise<Fetched> {
    if (addresses.isOurs(url)) return { kind: "unusable", reason: "It lies on our own address." };
    const timeoutMs = await budget.fetch(url, wantedMs);
    let response: FetchResponse;
    try {
      response = await fetch({ url, headers: { accept: acceptActivity }, maxBytes, timeoutMs, redirects: 3 });
    } catch (error) {
      if (isProblem(error, "forbidden", "too-large", "invalid")) return { kind: "unusable", reason: error.message };
      throw busy(url, error);
    }
    return judge(url, response);
  }

  return {
    read,
    async object(id, timeoutMs, budget) {
      const first = await read(id, timeoutMs, budget);
      if (first.kind !== "found") return first;
      const named = address(member(first.json, "id"));
      if (named === null) return { kind: "unusable", reason: "It carries no id." };
      if (sameId(named, id)) return first;
      if (!sameOrigin(named, id)) return { kind: "unusable", reason: "It carries the id of another." };
      const second = await read(named, timeoutMs, budget);
      if (second.kind !== "found") return second;
      const again = address(member(second.json, "id"));
      if (again !== null && sameId(again, named)) return second;
      return { kind: "unusable", reason: "Its id leads elsewhere." };
    },
  };
}

function judge(url: string, response: FetchResponse): Fetched {
  const { status } = response;
  // A redirect may end anywhere, and who is asked there cannot say that something of another server is gone.
  if (status === 410 && sameOrigin(response.url, url)) return { kind: "gone" };
  if (status === 404) return { kind: "missing" };
  if (status >= 500 || status === 429 || status === 408) throw busy(url, null);
  if (status !== 200) return { kind: "unusable", reason: `Its server answers ${status}.` };
  if (!sameOrigin(response.url, url)) return { kind: "unusable", reason: "It was moved to another server." };
  if (!isActivityType(response.headers.get("content-type"))) {
    return { kind: "unusable", reason: "It is no ActivityStreams document." };
  }
  try {
    const json = parseJson(response.body);
    return typeOf(json) === "Tombstone" ? { kind: "gone" } : { kind: "found", json, url: response.url };
  } catch (error) {
    if (isProblem(error, "invalid")) return { kind: "unusable", reason: error.message };
    throw error;
  }
}

function busy(url: string, cause: unknown): Problem {
  return new Problem("busy", `${new URL(url).host} does not answer right now; please try again later.`, {
    retryAfter: 60,
    cause,
  });
}
