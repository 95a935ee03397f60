import { type Finding, fail, ok, warn } from "../../src/domain/finding.ts";
import { followerId } from "../../src/domain/follower.ts";
import type { GuardedFetch, World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { rulingOf } from "../../src/domain/ruling.ts";
import { sentenceIn } from "../../src/domain/verdict.ts";
import type { Addresses } from "../addresses.ts";
import type { AskWebFinger } from "../ask-webfinger.ts";
import { forOwner, openBudget } from "../fetch-budget.ts";
import { createDocuments, type Fetched } from "../incoming/documents.ts";
import { type Json, member } from "../incoming/json.ts";
import { isNote } from "../incoming/note.ts";
import { siteOfOwnPost } from "../incoming/own-post.ts";
import { commentIdOf } from "../incoming/remote-id.ts";
import type { Resolve } from "../incoming/resolve.ts";
import { acceptActivity } from "../negotiate.ts";
import type { Keyring } from "../signature/keyring.ts";
import { linkedNote } from "./alternate.ts";
import { findSelf } from "./find-self.ts";
import { isActor, judgeActor, judgeWishes } from "./judge-actor.ts";
import { judgeNote } from "./judge-note.ts";

/** What a look at others needs. `fetch` asks unsigned, `signedFetch` as the node's own actor. */
export interface TheirsNeeds {
  world: Pick<World, "blocks" | "comments" | "followers" | "sites" | "limits" | "clock">;
  addresses: Addresses;
  fetch: GuardedFetch;
  signedFetch: GuardedFetch;
  askWebFinger: AskWebFinger;
  resolve: Resolve;
  keyring: Keyring;
}

const patienceMs = 10_000;
const maxSteps = 20;

/** Looks at somebody else's actor or object as this node does when one of them writes here; changes nothing. */
export function createLookAtTheirs(needs: TheirsNeeds) {
  const { world, addresses, keyring, resolve } = needs;
  const documents = createDocuments(needs.signedFetch, addresses);

  async function* account(name: string, host: string): AsyncGenerator<Finding> {
    const { findings, self } = await findSelf(needs.askWebFinger, `https://${host}`, `acct:${name}@${host}`);
    yield* findings;
    if (self !== null) yield* address(self);
  }

  async function* address(url: string): AsyncGenerator<Finding> {
    yield await blockOf(url);
    const found = await fetched(url);
    if (found.kind === "found") {
      yield ok("fetched", `${url} answers our signed request.`);
      yield await openness(url);
      yield* document(found.json, url);
      return;
    }
    const linked = found.kind === "unusable" ? await linkedNote(needs.fetch, url) : null;
    if (linked === null || linked === url) {
      yield fail("fetched", sentenceOf(url, found));
      return;
    }
    yield ok("page", `it is a page for people, which points to ${linked}.`);
    yield* address(linked);
  }

  async function* document(json: Json, url: string): AsyncGenerator<Finding> {
    if (member(json, "id") !== url) yield warn("id", `it calls itself ${String(member(json, "id"))}, not ${url}.`);
    if (isActor(json)) {
      yield* judgeActor(json, keyring, world.clock.now());
      yield* judgeWishes(json, world.clock.now());
      yield* acquaintance(String(member(json, "id")));
      return;
    }
    if (!isNote(json)) {
      yield warn("type", "it is neither somebody nor something that can be a comment.");
      return;
    }
    const { note, findings } = judgeNote(json);
    yield* findings;
    if (!note) return;
    yield await wayUp(note.answers);
    yield await placeHere(note.id);
    const [author] = note.authors;
    const who = author === undefined ? null : await fetched(author);
    if (who?.kind !== "found") return;
    yield* judgeActor(who.json, keyring, world.clock.now());
    yield* judgeWishes(who.json, world.clock.now());
  }

  async function blockOf(url: string): Promise<Finding> {
    const { severity, by, rejects } = await rulingOf(world.blocks, { id: url }, null);
    if (severity === "block") return warn("blocks", `“${by?.label}” is blocked here, so nothing of it is taken.`);
    if (severity === "hold") return warn("blocks", `a rule on “${by?.label}” holds all that comes from there.`);
    if (rejects.has("reactions")) return warn("blocks", `a rule takes no reactions from ${new URL(url).host}.`);
    return ok("blocks", `none of ours covers ${new URL(url).host}.`);
  }

  /** Whether others may look as well; a server that wants signatures is well set up, and worth knowing. */
  async function openness(url: string): Promise<Finding> {
    try {
      const { status } = await needs.fetch({
        url,
        headers: { accept: acceptActivity },
        maxBytes: 1_000_000,
        timeoutMs: patienceMs,
      });
      if (status === 401 || status === 403) return ok("open", "only to signed requests (secure mode); ours are.");
      return ok("open", "to unsigned requests, too.");
    } catch (error) {
      if (!isProblem(error)) throw error;
      return warn("open", `an unsigned request got no answer: ${error.message}`);
    }
  }

  async function fetched(url: string): Promise<Fetched | { kind: "busy"; reason: string }> {
    try {
      return await documents.read(url, patienceMs, openBudget(world, forOwner));
    } catch (error) {
      if (!isProblem(error)) throw error;
      return { kind: "busy", reason: error.message };
    }
  }

  /** Follows what it answers up to something of ours, as a climb does. */
  async function wayUp(answers: string | null): Promise<Finding> {
    const seen = new Set<string>();
    for (let target = answers; target !== null && seen.size < maxSteps; ) {
      const place = await resolve(target);
      if (place.kind === "found") {
        const about = place.thread.page.title || place.thread.page.url;
        const steps = seen.size === 0 ? "" : seen.size === 1 ? ", a step up" : `, ${seen.size} steps up`;
        return ok("answers", `“${about}” of ours${steps}.`);
      }
      if (place.kind === "nothing") return warn("answers", `${target}, which is ours to know and is not there.`);
      if (seen.has(target)) return fail("answers", "its ancestors go in a circle.");
      seen.add(target);
      const above = await fetched(target);
      if (above.kind !== "found") return warn("answers", sentenceOf(target, above));
      const note = isNote(above.json) ? judgeNote(above.json).note : null;
      const isOwn = note !== null && siteOfOwnPost(await world.sites.all(), note) !== null;
      target = isOwn ? note.url : (note?.answers ?? null);
    }
    return warn("answers", answers === null ? "nothing." : `nothing of ours within ${maxSteps} steps up.`);
  }

  async function placeHere(id: string): Promise<Finding> {
    const comment = await world.comments.get(commentIdOf(id));
    if (!comment) return ok("here", "it is not stored.");
    const hidden = comment.hiddenBy === null ? "" : ", hidden";
    const why = comment.heldFor.length > 0 ? ` ${comment.heldFor.map(sentenceIn).join(" ")}` : "";
    return ok("here", `it is comment ${comment.number}: ${comment.state}${hidden}.${why}`);
  }

  async function* acquaintance(id: string): AsyncGenerator<Finding> {
    const comments = await world.comments.byActor(id, 100);
    const some = comments.length === 100 ? "100 or more" : String(comments.length);
    yield ok(
      "here",
      comments.length === 1 ? "1 comment of theirs is stored." : `${some} comments of theirs are stored.`,
    );
    for (const { handle } of await world.sites.all()) {
      const follower = await world.followers.get(followerId(handle, id));
      if (follower) yield ok("follows", `@${handle} since ${follower.since.toISOString().slice(0, 10)}.`);
    }
  }

  return { account, address };
}

function sentenceOf(url: string, found: Fetched | { kind: "busy"; reason: string }): string {
  if (found.kind === "gone") return `${url} is gone (410).`;
  if (found.kind === "missing") return `there is nothing at ${url} (404).`;
  return `${url}: ${"reason" in found ? found.reason : "it answers."}`;
}
