import type { Comment, CommentState } from "../../domain/comment.ts";
import type { Clock } from "../../domain/ports.ts";
import type { Comments } from "../../domain/repos.ts";
import { byAge } from "../../domain/tree.ts";
import type { Docs, Filter } from "../port.ts";
import { createByWhom } from "./by-whom.ts";
import { createTellable } from "./debts.ts";
import { createForgetting } from "./forgetting.ts";
import { createMarking } from "./marking.ts";
import { newestFirst } from "./paging.ts";
import { createQueue } from "./queue.ts";
import { createReading } from "./reading.ts";
import type { Removals } from "./removals.ts";
import { changeAtVersion } from "./versions.ts";

/** So much at most is compared with what somebody says; nobody writes more below one comment in a minute. */
const maxSaid = 8;

/** Who has to know of changes: `outdated` is told of the numbers of comments that have other words than before. */
interface Told extends Removals {
  outdated(numbers: readonly number[]): Promise<void>;
}

/** Comments on the document port. */
export function createComments(docs: Docs<Comment>, { outdated, removed, returned }: Told, clock: Clock): Comments {
  /** Every way to wait leads through here, so that none is told of it by itself. */
  function waiting(state: CommentState | undefined, before?: CommentState): Pick<Comment, "heldSince"> {
    if (state === "held") return before === "held" ? {} : { heldSince: clock.now() };
    return before === "held" && state !== undefined ? { heldSince: null } : {};
  }

  return {
    ...createTellable(docs),
    async add(comment) {
      const added = await docs.insertOne({ ...comment, ...waiting(comment.state) });
      // Numbers are leased, so that some come late.
      if (added === "added") await outdated([comment.number]);
      return added;
    },
    async addAll(comments) {
      const added = await docs.insertMany(comments.map((comment) => ({ ...comment, ...waiting(comment.state) })));
      await outdated(comments.map(({ number }) => number));
      return added;
    },
    get: (id) => docs.findOne({ _id: id }),
    async among(ids) {
      const found = new Map((await docs.named(ids)).map((comment) => [comment._id, comment]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    byNumber: (number) => docs.findOne({ number }),
    async onThread(thread) {
      const found = await docs.find({ thread, state: { $in: ["published", "removed"] } }).toArray();
      return found.sort(byAge);
    },
    ...createReading(docs),
    ...createQueue(docs),
    ...createByWhom(docs),
    async change(comment, set) {
      const rewords = set.html !== undefined || set.author !== undefined;
      // Before as well, so that nothing is found by words that are gone, whatever cuts this short.
      if (rewords) await outdated([comment.number]);
      const written = await changeAtVersion(docs, comment, { ...set, ...waiting(set.state, comment.state) });
      if (rewords) await outdated([comment.number]);
      if (written === "ok" && set.state === "removed") await removed(comment);
      if (written === "ok" && isBack(set)) await returned(comment);
      return written;
    },
    inState(state, page) {
      return newestFirst(
        docs,
        { state, ...onSites(page.site), ...(page.hidden === false ? { hiddenBy: null } : {}) },
        page,
      );
    },
    countState: (state) => docs.countDocuments({ state }),
    async counts(thread) {
      // Two mere numbers are read off the index; groups would be gathered from the documents.
      const count = (state: CommentState) => docs.countDocuments({ thread, state, hiddenBy: null });
      const [published, held] = await Promise.all([count("published"), count("held")]);
      return { published, held };
    },
    async hasApproved(site, author) {
      const who: Filter<Comment> =
        "actor" in author ? { "author.id": author.actor } : { "author.hash": author.visitor };
      return (await docs.findOne({ ...who, site, state: "published", hiddenBy: null })) !== null;
    },
    ...createMarking(docs),
    ...createForgetting(docs),
    saidBetween({ actor, but, thread, parent, like }, from, to) {
      const alike = like ? { $or: [{ said: like.said }, { "remote.url": like.url }] } : {};
      // The index alone tells that somebody said nothing alike, as is nearly always so, and what it holds is asked first.
      return docs
        .find({ "author.id": actor, createdAt: { $gte: from, $lte: to }, ...alike, _id: { $ne: but }, thread, parent })
        .sort({ createdAt: -1 })
        .limit(maxSaid)
        .toArray();
    },
    byActor: (actor, limit, after) =>
      docs
        .find({ "author.id": actor, ...(after ? { _id: { $gt: after } } : {}) })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    renderedBefore: (renderer, limit) =>
      docs
        .find({ renderer: { $lt: renderer } })
        .limit(limit)
        .toArray(),
    spamBefore: (time, limit) =>
      docs
        .find({ state: "spam", spamSince: { $lt: time } })
        .sort({ spamSince: 1 })
        .limit(limit)
        .toArray(),
    async forgetTold(id) {
      await docs.updateOne({ _id: id }, { $set: { told: null, toldInboxes: [], federate: false } });
    },
    async setNotify(id, notify) {
      await docs.updateOne({ _id: id }, { $set: { notify } });
    },
    async setReactions(id, counts) {
      await docs.updateOne({ _id: id }, { $set: { counts } });
    },
    async setVotes(id, votes) {
      await docs.updateOne({ _id: id }, { $set: { votes } });
    },
    importedOn: (thread) => docs.find({ thread, origin: "import" }),
    allOn: (thread) => docs.find({ thread }),
    byVisitor: (thread, hashes) => docs.find({ "author.hash": { $in: hashes }, thread }).toArray(),
  };
}

/** What its author had taken back, and is there again. */
function isBack({ state, takenBack }: Partial<Comment>): boolean {
  return takenBack === false && state !== undefined && state !== "removed";
}

function onSites(site: string | readonly string[] | undefined): Filter<Comment> {
  if (site === undefined) return {};
  return { site: typeof site === "string" ? site : { $in: site } };
}
