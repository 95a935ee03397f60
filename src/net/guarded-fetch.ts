import type { FetchRequest, FetchResponse, GuardedFetch } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { mayConnect } from "./address-rules.ts";
import { tooLarge } from "./capped-body.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { askOnce, type Hop } from "./exchange.ts";
import { faultOf, tooLate } from "./faults.ts";
import { createLanes, type LaneLimits } from "./lanes.ts";
import { defaultLookup, type Lookup } from "./lookup.ts";
import { createPinnedAgents, pinnedLookup } from "./pinned-agent.ts";
import { postOnce } from "./post.ts";
import { headersAt, isRedirect, nextHop } from "./redirects.ts";
import { guardUrl, type UrlRules } from "./url-rules.ts";

/** The node as it answers itself: `answer` gets the guarded address and complete headers, and nothing to follow. */
export interface OwnNode {
  origin: string;
  answer(request: FetchRequest): Promise<FetchResponse>;
}

export interface GuardedFetchOptions {
  /** Allows private networks, http, IP literals, local names and any port. */
  allowPrivate: boolean;
  /** Names the software, its version and an address; sent unless a request brings its own. */
  userAgent: string;
  /** The node itself: requests to its origin are answered in-process, without a socket. */
  own?: OwnNode;
  /** How names are looked up; the system's name servers by default. */
  lookup?: Lookup;
  /** How many GETs run at once; the others wait. By default 64, and 8 for each domain. */
  lanes?: LaneLimits;
}

/**
 * Makes the guarded fetch: the rules of its port, and these. A redirect is returned like any status when none are to be
 * followed, without its body; more of them than `redirects` is `upstream`. POSTs and PUTs are bounded by those who send them and take no lane, so
 * a queue of GETs never holds up a delivery. What `headersFor` and `own.answer` throw comes out as it is.
 */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { allowPrivate, own } = options;
  const rules: UrlRules = { allowPrivate, own: own ? new URL(own.origin).origin : null };
  const lookup = pinnedLookup(options.lookup ?? defaultLookup(allowPrivate), (ip) => mayConnect(ip, allowPrivate));
  const agentFor = createPinnedAgents(lookup);
  const lanes = createLanes(options.lanes ?? { overall: 64, perHost: 8 });

  async function askOwn(node: OwnNode, { url, request, headers }: Hop, deadline: Deadline): Promise<FetchResponse> {
    const { redirects: _redirects, headersFor: _headersFor, take: _take, ...rest } = request;
    const work = node.answer({ ...rest, url: url.href, headers });
    const answer = await orTooLate(url, true, request, deadline, deadline.within(work));
    if (answer.body.length > request.maxBytes) throw tooLarge(url.hostname, request.maxBytes);
    if (!request.take || answer.status < 200 || answer.status > 299) return { ...answer, url: url.href };
    await request.take(answer.body);
    return { ...answer, url: url.href, body: Buffer.alloc(0) };
  }

  async function askOther(hop: Hop, deadline: Deadline): Promise<FetchResponse> {
    const { url, request } = hop;
    const isPost = request.method === "POST" || request.method === "PUT";
    const leave = isPost
      ? null
      : await orTooLate(url, false, request, deadline, lanes.enter(url.hostname, deadline.signal));
    try {
      const work = (isPost ? postOnce : askOnce)(hop, agentFor(url)).catch((error) => {
        throw faultOf(url.hostname, error);
      });
      return await orTooLate(url, true, request, deadline, deadline.within(work));
    } finally {
      leave?.();
    }
  }

  async function follow(request: FetchRequest, deadline: Deadline): Promise<FetchResponse> {
    const first = guardUrl(request.url, rules);
    const { redirects = 0 } = request;
    let url = first;
    for (let followed = 0; ; followed += 1) {
      const asked = Promise.resolve(request.headersFor?.(url));
      const forUrl = await orTooLate(url, false, request, deadline, deadline.within(asked));
      const headers = { "user-agent": options.userAgent, ...lowerCased(headersAt(url, first, request.headers)) };
      const hop = { url, request, headers: { ...headers, ...lowerCased(forUrl) }, deadline };
      const answer = await (own && url.origin === rules.own ? askOwn(own, hop, deadline) : askOther(hop, deadline));
      if (redirects === 0 || !isRedirect(answer)) return answer;
      if (followed === redirects) throw tooManyRedirects(first.hostname, redirects);
      url = nextHop(url, answer, request, rules);
    }
  }

  return async (request) => {
    const deadline = startDeadline(request.timeoutMs);
    try {
      return await follow(request, deadline);
    } finally {
      deadline.clear();
    }
  };
}

function tooManyRedirects(host: string, allowed: number): Problem {
  return new Problem("upstream", `${host} redirects more than ${allowed} times.`);
}

/** Waits for some work of a hop; whatever it ends with once the time is over is a lack of time. */
async function orTooLate<T>(url: URL, asked: boolean, request: FetchRequest, deadline: Deadline, work: Promise<T>) {
  try {
    return await work;
  } catch (error) {
    throw deadline.isOver() ? tooLate(url.hostname, asked, request.timeoutMs) : error;
  }
}

function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
