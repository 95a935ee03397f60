import { type Finding, fail, ok, warn } from "../../src/domain/finding.ts";
import type { GuardedFetch, World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { accountOf, type Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import { createAskWebFinger } from "../ask-webfinger.ts";
import { type Json, member, parseJson } from "../incoming/json.ts";
import { isNote } from "../incoming/note.ts";
import { activityType } from "../negotiate.ts";
import type { Keyring } from "../signature/keyring.ts";
import { linkedNote } from "./alternate.ts";
import { findSelf } from "./find-self.ts";
import { isActor, judgeActor } from "./judge-actor.ts";
import { judgeNote } from "./judge-note.ts";

export interface OursNeeds {
  world: Pick<World, "threads" | "clock">;
  addresses: Addresses;
  actors: Actors;
  keyring: Keyring;
}

const timeoutMs = 10_000;
/** Others refuse what is larger. */
const maxBytes = 1_000_000;
const goodTypes = new Set([activityType, `${activityType}; charset=utf-8`]);

const announcements: Record<Thread["announcement"], string> = {
  announced: "it was announced to the followers.",
  old: "it can be looked up and answered; followers were not told, as it is older than this node or was never news.",
  waiting: "it waits for the owner to announce it.",
  withdrawn: "it was taken back, and others are asked to delete it.",
  merged: "it shares the thread of another page; answers to it are shown there.",
};

/**
 * Looks at what is ours as another server does: through the public address, by `outside`, and with the same eyes as at
 * others.
 */
export function createLookAtOurs({ world, addresses, actors, keyring }: OursNeeds, outside: GuardedFetch) {
  const ask = createAskWebFinger(outside, timeoutMs);
  const { host } = new URL(addresses.origin);

  async function* account(name: string): AsyncGenerator<Finding> {
    const actor = await actors.find(name);
    if (!actor) {
      yield fail("account", `there is nobody called ${name} here.`);
      return;
    }
    const { findings, self } = await findSelf(ask, addresses.origin, `acct:${name}@${host}`);
    yield* findings;
    const own = actor.role === "blog" ? accountOf(actor.site, host) : `${name}@${host}`;
    if (self !== null && self !== addresses.actor(name)) yield fail("webfinger", `${self} is not our ${name}.`);
    if (own !== `${name}@${host}`) {
      const domain = own.slice(own.indexOf("@") + 1);
      yield* (await findSelf(ask, `https://${domain}`, `acct:${own}`)).findings;
    }
    yield* address(addresses.actor(name));
  }

  async function* address(url: string): AsyncGenerator<Finding> {
    const json = yield* document(url);
    if (json === null) return;
    yield* people(url);
    if (isActor(json)) yield* judgeActor(json, keyring, world.clock.now());
    else if (isNote(json)) yield* judgeNote(json).findings;
    const named = addresses.read(url);
    const thread = named?.kind === "post" ? await world.threads.byNote(named.id) : null;
    if (thread) yield ok("post", announcements[thread.announcement]);
  }

  /** A page of a blog: whether its address leads others to its Note, and how that Note looks to them. */
  async function* page(site: Site, thread: Thread | null, url: string): AsyncGenerator<Finding> {
    if (!thread) {
      yield warn("page", `${url} belongs to ${site.name}, and nobody has looked at it yet: it has no Note so far.`);
      return;
    }
    const note = addresses.post(thread.noteId);
    const led = (await ledTo(url)) ?? (await linkedNote(outside, url));
    yield led === note
      ? ok("page", "its own address opens in Mastodon's search.")
      : warn(
          "page",
          `its own address opens nothing in Mastodon's search; ${note} does. docs/integrations/fediverse.md shows three ways.`,
        );
    yield* address(note);
  }

  /** Where the page's server sends whoever asks for ActivityStreams; null when it shows the page all the same. */
  async function ledTo(url: string): Promise<string | null> {
    const answer = await asked(url, `${activityType}, text/html;q=0.1`, 3);
    if (typeof answer === "string" || !answer.type.startsWith(activityType)) return null;
    const id = member(answer.json() ?? {}, "id");
    return typeof id === "string" ? id : null;
  }

  async function* document(url: string): AsyncGenerator<Finding, Json | null> {
    const answer = await asked(url, activityType, 0);
    if (typeof answer === "string") {
      yield fail("document", answer);
      return null;
    }
    if (answer.status === 410) {
      yield ok("document", `${url} is gone (410), and says so with a Tombstone.`);
      return null;
    }
    if (answer.status === 401) {
      yield warn(
        "document",
        `${url} asks who wants to see it (secure mode), so that it cannot be looked at from here.`,
      );
      return null;
    }
    const json = answer.status === 200 ? answer.json() : null;
    if (json === null) {
      yield fail("document", `${url} answers ${answer.status} to a server, instead of its document.`);
      return null;
    }
    if (!goodTypes.has(answer.type))
      yield fail("type", `it is sent as “${answer.type}”; some servers take ${activityType} alone.`);
    if (member(json, "id") !== url) yield fail("id", `it calls itself ${String(member(json, "id"))}, not ${url}.`);
    yield ok("document", `${url} answers with ${answer.bytes.toLocaleString("en")} bytes of ${activityType}.`);
    return json;
  }

  async function* people(url: string): AsyncGenerator<Finding> {
    const answer = await asked(url, "text/html", 0);
    if (typeof answer === "string") return;
    if (answer.type.includes("json")) {
      yield fail("people", "a browser gets JSON at this address: a cache in between must heed “Vary: Accept”.");
    } else yield ok("people", "a browser is led to the page.");
  }

  async function asked(url: string, accept: string, redirects: number) {
    try {
      const { status, headers, body } = await outside({ url, headers: { accept }, maxBytes, timeoutMs, redirects });
      const type = (headers.get("content-type") ?? "").toLowerCase();
      return { status, type, bytes: body.length, json: () => parse(body) };
    } catch (error) {
      if (isProblem(error)) return `${url} cannot be asked: ${error.message}`;
      throw error;
    }
  }

  return { account, address, page };
}

function parse(body: Buffer): Json | null {
  try {
    return parseJson(body);
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}
