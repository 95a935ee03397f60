import { type Comment, isVisible, type Votes } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { type VoteValue, voteId } from "../../domain/vote.ts";
import { raiseSoon, storeCounts } from "../receive/tally.ts";
import { createEditKeys } from "./edit-key.ts";
import { votedOnIsso } from "./isso-voters.ts";
import { rulingOfNetwork } from "./network-ruling.ts";
import { takeTurn, type Voter } from "./voter.ts";

/** A vote as somebody casts it. */
export interface Ballot {
  number: number;
  value: VoteValue;
  voter: Voter;
  /** The client's network address, for those whose browsers are new here. */
  address: string;
  /** Keys of own comments that the browser kept: nobody votes on what they wrote. */
  keys: readonly string[];
  /** Whether a vote, once cast, stays. */
  final: boolean;
}

/** What became of a vote; `refused` says why nothing changed. */
export type Voted =
  | { kind: "counted" | "unchanged"; comment: Comment }
  | { kind: "refused"; reason: VoteRefusal; comment: Comment };

/**
 * They wrote it, voted already, others of their network did today as often as may be, it is not to be seen, or a rule of
 * the owner's takes none from them.
 */
export type VoteRefusal = "own" | "already" | "network" | "hidden" | "blocked";

type Needs = Pick<
  World,
  "blocks" | "comments" | "threads" | "votes" | "limits" | "clock" | "debts" | "jobs" | "secrets" | "networks"
>;

const none: Votes = { up: 0, down: 0 };
const attempts = 3;

/**
 * Counts a reader's vote on a comment, once for each reader. The page follows within a second. Throws `not-found` when
 * there is no such comment.
 */
export function createVote(world: Needs) {
  const keys = createEditKeys(world);

  return async function vote(ballot: Ballot): Promise<Voted> {
    const { voter, value } = ballot;
    const comment = await world.comments.byNumber(ballot.number);
    if (!comment) throw new Problem("not-found", sentence("page.noComment"));
    const before = await world.votes.get(comment._id, voter.id);
    const reason = await refusal(comment, ballot, before !== null);
    if (reason) return { kind: "refused", reason, comment };
    if (value === (before?.value ?? "none")) return { kind: "unchanged", comment };

    await keepImported(comment);
    const vote = { _id: voteId(comment._id, voter.id), comment: comment._id, voter: voter.id, value };
    const cast = { ...vote, at: world.clock.now() };
    if (!ballot.final) await world.votes.put(cast);
    else if ((await world.votes.add(cast)) === "already") return { kind: "refused", reason: "already", comment };
    const votes = await recount(comment._id);
    await raiseSoon(world, { kind: "comment", id: comment._id });
    return { kind: "counted", comment: { ...comment, votes } };
  };

  async function refusal(comment: Comment, ballot: Ballot, voted: boolean): Promise<VoteRefusal | null> {
    const { voter, address } = ballot;
    if (!isVisible(comment)) return "hidden";
    if (await isOwn(comment, ballot)) return "own";
    const { severity, rejects } = await rulingOfNetwork(world, address, comment.site);
    if (severity === "block" || rejects.has("reactions")) return "blocked";
    if (voted) return ballot.final ? "already" : null;
    if (ballot.value === "none") return null;
    if (await votedOnIsso(comment.issoVoters, address)) return "already";
    const network = await world.networks.nameOf(address);
    return (await takeTurn(world, comment._id, { network, settled: voter.settled })) ? null : "network";
  }

  async function isOwn({ _id, author }: Comment, { keys: shown, voter, address }: Ballot): Promise<boolean> {
    if (shown.some((key) => keys.read(key)?.comment === _id)) return true;
    if (voter.settled || author.kind !== "visitor") return false;
    return (await world.networks.namesOf(address)).includes(author.hash);
  }

  /** Votes are counted anew each time; what an import brought cannot be, and is put aside before the first of our own. */
  async function keepImported({ _id }: Comment): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const comment = await world.comments.get(_id);
      if (comment?.origin !== "import" || !comment.votes || comment.votesBefore) return;
      if ((await world.comments.change(comment, { votesBefore: comment.votes })) === "ok") return;
    }
    throw new Problem("conflict", sentence("own.changed"));
  }

  async function recount(id: string): Promise<Votes> {
    const before = (await world.comments.get(id))?.votesBefore ?? none;
    return storeCounts(
      async () => {
        const { up, down } = await world.votes.counts(id);
        return { up: up + before.up, down: down + before.down };
      },
      (votes) => world.comments.setVotes(id, votes),
    );
  }
}
