import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Push, PushKey, PushSource, PushTools } from "../../domain/push.ts";
import type { Site } from "../../domain/site.ts";
import { createKeepTelling, ofOneBlog } from "./keep-telling.ts";
import { createNoteArrival, createNoteRefusal } from "./note-arrival.ts";
import { createPutPush } from "./put-push.ts";
import { refusalOf } from "./refusals.ts";

/** Something that was sent to us, as it came. */
export interface Sent {
  source: PushSource;
  /** As the address names it; empty where it does not. */
  event: string;
  signature: string | null;
  body: Buffer;
}

/** What the sender is told. */
export interface Received {
  kind: "taken" | "again" | "unlike";
  said: string;
}

type Needs = Pick<World, "sites" | "pushKeys" | "arrivals" | "spent" | "jobs" | "limits" | "clock" | "ids">;

/** Takes what blogs tell of their posts: proves it, and leaves the work to a job. */
export function createReceivePush(world: Needs, tools: Pick<PushTools, "check" | "readers">) {
  const noteArrival = createNoteArrival(world);
  const noteRefusal = createNoteRefusal(world);
  const putPush = createPutPush(world);
  const keepTelling = createKeepTelling(world);

  async function refuse(site: Site, { source, event }: Sent, problem: Problem): Promise<never> {
    await noteRefusal(site._id, { source, event, about: null }, problem.message);
    throw problem;
  }

  async function understand(site: Site, sent: Sent): Promise<Push> {
    try {
      return tools.readers[sent.source](readJson(sent.body), sent.event);
    } catch (error) {
      if (isProblem(error)) return refuse(site, sent, error);
      throw error;
    }
  }

  return {
    /**
     * The blog of this name or id, and what it signs with. Throws `not-found` for none, `forbidden` where nothing is taken yet.
     */
    async demand(name: string): Promise<{ site: Site; key: PushKey }> {
      const sites = await world.sites.all();
      const site = sites.find(({ _id, handle }) => handle === name || _id === name);
      if (!site)
        throw new Problem("not-found", "There is no blog of this name here. Copy the address from the owner’s page.");
      const key = await world.pushKeys.get(site._id);
      if (!key)
        throw new Problem("forbidden", "Nothing is taken for this blog before its owner has made a secret for it.");
      return { site, key };
    },
    /**
     * Takes a message. Throws `unauthorized` for a signature that is none, `invalid` for what cannot be understood,
     * `rate-limited` for more than a blog can have to tell.
     */
    async receive({ site, key }: { site: Site; key: PushKey }, sent: Sent): Promise<Received> {
      const now = world.clock.now();
      const { source, event, signature, body } = sent;
      const found = tools.check(signature, body, {
        secret: key.secret,
        now,
        oldGhost: source === "ghost" && key.oldGhost,
      });
      if (found.kind !== "good") return refuse(site, sent, new Problem("unauthorized", refusalOf(found, source)));
      await keepTelling(site._id, ofOneBlog);
      const told = await understand(site, sent);
      const arrival = { _id: world.ids.opaque(), source, event: nameOf(told, event), about: aboutOf(told) };
      if (told.kind === "unlike") {
        await noteArrival({ ...arrival, site: site._id, at: now }, "nothing", told.why);
        return { kind: "unlike", said: told.why };
      }
      const at = soAt(told, found.signedAt ?? now, now);
      const work = { push: told, at, arrival: { ...arrival, at: now.toISOString() } };
      return (await putPush(site._id, found.proof, work))
        ? { kind: "taken", said: "Taken. What becomes of it stands on the owner’s page." }
        : { kind: "again", said: "This was told before, and is taken once." };
    },
  };
}

/** JSON; nothing at all, as Ghost may send for the blog as a whole, counts as an empty object. */
function readJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch (cause) {
    throw new Problem("invalid", "The body is no JSON.", { cause });
  }
}

/** When what is told was so: as it says itself, else when it was signed; never in time to come, which would shut out all later news. */
function soAt(push: Push, signedAt: Date, now: Date): Date {
  const updated = push.kind === "there" ? push.post.updated : push.kind === "gone" ? push.updated : null;
  const at = updated === null ? signedAt : new Date(updated);
  return at > now ? now : at;
}

function aboutOf(push: Push): string | null {
  if (push.kind === "there") return push.post.url;
  return push.kind === "gone" ? (push.url ?? push.id) : null;
}

const names: Record<Push["kind"], string> = {
  there: "post.published",
  gone: "post.removed",
  changed: "site.changed",
  feed: "feed",
  unlike: "something",
};

function nameOf({ kind }: Push, event: string): string {
  return event === "" ? names[kind] : event;
}
