import type { Comment } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { Addresses } from "../addresses.ts";
import type { Chronicle } from "../chronicle.ts";
import type { Budget } from "../fetch-budget.ts";
import { sameOrigin } from "../origin.ts";
import { type Ascend, isStored } from "./climb.ts";
import type { Documents } from "./documents.ts";
import { idOf, type Json, member } from "./json.ts";
import { aboutOf, type Home, itemsOf, type Listed } from "./listing.ts";
import type { Look, Looked } from "./look.ts";
import { authorsOf } from "./note.ts";
import type { Reach } from "./reach.ts";
import { commentIdOf } from "./remote-id.ts";
import type { WalkReport } from "./walk-report.ts";

export interface TripNeeds extends Pick<World, "comments" | "log"> {
  addresses: Pick<Addresses, "isOurs">;
  documents: Documents;
  look: Look;
  ascend: Ascend;
  chronicle: Pick<Chronicle, "found">;
  reach: Reach;
}

/** What a turn found, and the comment that the next one begins with; null when all comments have had their turn. */
export interface Trip extends WalkReport {
  resume: string | null;
}

/** In the order in which they are tried (FEP-f228): the first that can be read tells all that its server knows. */
const collections = ["contextHistory", "context", "replies"] as const;

const maxNew = 50;
const maxPages = 40;
/** What one comment leads to must not keep all others from being asked. */
const maxFreshEach = 25;
const foundLate = "It had not reached us, and was found where it was written.";

/**
 * Goes from comment to comment of a thread, the newest first: takes over what changed at home, and then whatever is new in
 * the collections that are named there. What is found leads on, 20 steps deep. Ends when the budget is used up; a fault
 * with one of them is logged, and holds up no other.
 */
export async function travel(
  world: TripNeeds,
  comments: readonly Comment[],
  resume: string | null,
  budget: Budget,
): Promise<Trip> {
  const { reach, chronicle } = world;
  const stops = stopsFrom(comments, resume);
  const seen = new Set(stops.map((stop) => stop.id));
  /** The collections that were asked for, and whether they listed anything. */
  const lists = new Map<string, boolean>();
  const trip: Trip = { asked: 0, stored: 0, changed: 0, gone: 0, left: 0, away: [], resume: null };
  let pages = 0;

  const isFull = () => trip.stored >= maxNew || pages >= maxPages;

  /** Does what is about one comment or collection alone; null after a fault. Throws `busy` only when the budget is used up. */
  async function apart<T>(about: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (isProblem(error, "busy") && budget.isSpent()) throw error;
      world.log.warn({ about, error }, "Something met on a walk could not be looked at.");
      return null;
    }
  }

  async function visit(id: string): Promise<void> {
    const looked = await reach.ask(id, () => world.look(id, budget));
    if (looked === "later") trip.left += 1;
    if (typeof looked === "string") return;
    trip.asked += 1;
    if (looked.outcome.kind === "changed" || looked.outcome.kind === "held") trip.changed += 1;
    else if (looked.outcome.kind === "removed") trip.gone += 1;
    if (looked.outcome.kind !== "ignored") chronicle.found({ ...looked, object: id });
    if (looked.json && looked.thread !== null) await follow(looked.json, id, 0);
  }

  async function follow(json: Json, home: string, depth: number): Promise<void> {
    const [author = null] = authorsOf(json);
    for (const name of collections) {
      const given = member(json, name);
      const id = idOf(given);
      if (given === undefined || given === null || (id !== null && !mayAsk(name, id, home))) continue;
      const before = id === null ? undefined : lists.get(id);
      const at = id ?? home;
      const read = before ?? (await apart(at, () => reach.ask(at, () => readList(given, { id: home, author }, depth))));
      if (id !== null) lists.set(id, read === true);
      if (read === "later") trip.left += 1;
      if (read === true) return;
    }
  }

  /** Replies are told by the server of what they answer; a conversation may be kept by whoever began it. */
  function mayAsk(name: (typeof collections)[number], id: string, home: string): boolean {
    return !world.addresses.isOurs(id) && (name !== "replies" || sameOrigin(id, home));
  }

  /** Whether anything was listed. */
  async function readList(given: unknown, home: Home, depth: number): Promise<boolean> {
    let any = false;
    let fresh = 0;
    for await (const items of itemsOf(world.documents, given, home, budget)) {
      any = true;
      pages += 1;
      for (const item of items) {
        await apart(item.id, async () => {
          if (!(await isNews(item.id))) return;
          fresh += 1;
          if (isFull() || fresh > maxFreshEach) trip.left += 1;
          else await take(item, depth + 1);
        });
      }
      if (isFull()) break;
      if (reach.isSlow(home.id)) {
        trip.left += 1;
        break;
      }
    }
    return any;
  }

  /** Whether an address was not met on this walk, leads to nothing of ours, and to no comment that is here. */
  async function isNews(id: string): Promise<boolean> {
    if (seen.has(id) || world.addresses.isOurs(id) || reach.isFruitless(id)) return false;
    seen.add(id);
    return (await world.comments.get(commentIdOf(id))) === null;
  }

  async function take({ id, json, envelope }: Listed, depth: number): Promise<void> {
    const looked = await reach.ask(id, () => world.look(id, budget, json ? { json, envelope } : {}));
    const placed = typeof looked === "string" ? looked : await reach.wait(() => putInPlace(looked), id);
    if (placed === "later") trip.left += 1;
    if (placed === "refused") reach.giveUp(id);
    if (typeof placed === "string") return;
    const { outcome } = placed;
    // A history may list activities by their ids.
    const about = placed.json && idOf(aboutOf(placed.json));
    if (about && depth < budget.steps && (await isNews(about))) return take({ id: about, json: null }, depth + 1);
    if (!isStored(outcome)) {
      reach.giveUp(id);
      if (placed.thread !== null) chronicle.found({ ...placed, object: id });
      return;
    }
    trip.stored += 1;
    if (placed.json && depth < budget.steps) await follow(placed.json, id, depth);
  }

  /** Notes what was stored; of what has its place further up than we know, the way there. */
  async function putInPlace(looked: Looked): Promise<Looked> {
    if (!looked.unplaced) {
      const outcome = { ...looked.outcome, reason: foundLate };
      if (isStored(outcome)) chronicle.found({ ...looked, outcome, object: looked.json?.["id"] as string });
      return looked;
    }
    const { note, author } = looked.unplaced;
    const outcome = await world.ascend(note, author, budget);
    return { ...looked, outcome, thread: outcome.thread ?? null };
  }

  /** Whether a comment had its turn; not when nothing more is to be asked in this walk. */
  async function had(stop: Stop): Promise<boolean> {
    try {
      if (!isFull()) await apart(stop.id, () => visit(stop.id));
      return !isFull();
    } catch (error) {
      if (isProblem(error, "busy") && budget.isSpent()) return false;
      throw error;
    }
  }

  for (const [i, stop] of stops.entries()) {
    const leftBefore = trip.left;
    const goesOn = await had(stop);
    if (!goesOn) trip.left += stops.length - i;
    // Whoever was first and still leaves something does not come first again: others must have their turn, too.
    if (trip.left > leftBefore) trip.resume ??= (i === 0 ? (goesOn ? null : stops[1]) : stop)?.comment ?? null;
    if (!goesOn) break;
  }
  return { ...trip, away: reach.away() };
}

interface Stop {
  /** Where the comment lives. */
  id: string;
  comment: string;
}

/** Where comments live, the newest first, from the one to resume with on. */
function stopsFrom(comments: readonly Comment[], resume: string | null): Stop[] {
  const stops = [...comments]
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number)
    .flatMap(({ _id, remote }) => (remote ? [{ id: remote.id, comment: _id }] : []));
  const from = stops.findIndex(({ comment }) => comment === resume);
  return stops.slice(Math.max(0, from));
}
