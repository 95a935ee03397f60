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

  async function askOwn(node: OwnNode, { url, request, headers }: Hop): Promise<FetchResponse> {
    const { redirects: _redirects, headersFor: _headersFor, take: _take, ...rest } = request;
    const answer = await node.answer({ ...rest, url: url.href, headers });
    if (answer.body.length > request.maxBytes) throw tooLarge(url.hostname, request.maxBytes);
    if (!request.take || answer.status < 200 || answer.status > 299) return { ...answer, url: url.href };
    await request.take(answer.body);
    return { ...answer, url: url.href, body: Buffer.alloc(0) };
  }

  async function askOther(hop: Hop): Promise<FetchResponse> {
    try {
      return await (isSending(hop.request) ? postOnce : askOnce)(hop, agentFor(hop.url));
    } catch (error) {
      throw faultOf(hop.url.hostname, error);
    }
  }

  async function ask(hop: Hop, stage: Stage): Promise<FetchResponse> {
    const { url, request, deadline } = hop;
    const isOwn = url.origin === rules.own;
    const leave = isOwn || isSending(request) ? null : await lanes.enter(url.hostname, deadline.signal());
    stage.asked = true;
    try {
      return await (own && isOwn ? askOwn(own, hop) : askOther(hop));
    } finally {
      leave?.();
    }
  }

  async function follow(request: FetchRequest, deadline: Deadline, stage: Stage): Promise<FetchResponse> {
    const first = guardUrl(request.url, rules);
    const { redirects = 0 } = request;
    let url = first;
    for (let followed = 0; ; followed += 1) {
      stage.host = url.hostname;
      stage.asked = false;
      const forUrl = await request.headersFor?.(url);
      // Nobody waits any more, and nothing new is to be asked.
      if (deadline.isOver()) throw tooLate(stage.host, stage.asked, request.timeoutMs);
      const headers = lowerCased({ "user-agent": options.userAgent }, headersAt(url, first, request.headers), forUrl);
      const answer = await ask({ url, request, headers, deadline }, stage);
      if (redirects === 0 || !isRedirect(answer)) return answer;
      if (followed === redirects) throw tooManyRedirects(first.hostname, redirects);
      url = nextHop(url, answer, request, rules);
    }
  }

  return async (request) => {
    const deadline = startDeadline(request.timeoutMs);
    const stage: Stage = { host: "", asked: false };
    try {
      return await deadline.within(follow(request, deadline, stage));
    } catch (error) {
      // Whatever it ends with once the time is over is a lack of time.
      throw deadline.isOver() ? tooLate(stage.host, stage.asked, request.timeoutMs) : error;
    } finally {
      deadline.clear();
    }
  };
}

/** How far a request has come. */
interface Stage {
  host: string;
  /** Whether the host was asked, or its turn has not come. */
  asked: boolean;
}

function isSending({ method }: FetchRequest): boolean {
  return method === "POST" || method === "PUT";
}

function tooManyRedirects(host: string, allowed: number): Problem {
  return new Problem("upstream", `${host} redirects more than ${allowed} times.`);
}

/** One set of headers from several, the later ones counting more. */
function lowerCased(...sets: readonly (Record<string, string> | undefined)[]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const set of sets) if (set) for (const name of Object.keys(set)) all[name.toLowerCase()] = set[name] as string;
  return all;
}
