import type { Comment } from "../../domain/comment.ts";
import { dueBefore, type Keeping } from "../../domain/keeping.ts";
import type { World } from "../../domain/ports.ts";
import { saltMs } from "../../domain/salt.ts";
import { withoutUnsalted } from "./without-unsalted.ts";

type Needs = Pick<World, "comments" | "settings" | "clock">;

/** How far the round over old comments has come; `until` is when those that were too young are due as well. */
interface Round {
  after: string;
  until: number | null;
}

const setting = "unsalted networks";
const page = 500;
const pagesAtOnce = 10;

/**
 * Takes the hashes of networks that were made before there were salts off comments, once they are older than such are
 * kept. Goes through all comments, some in each round, and once more when the last of them are due; then never again.
 */
export function createSweepUnsalted(world: Needs, { networks: days }: Pick<Keeping, "networks">) {
  return async function sweepUnsalted(): Promise<number> {
    const now = world.clock.now();
    const round = (await world.settings.get<Round>(setting)) ?? { after: "", until: null };
    if (round.after === "" && round.until !== null && round.until > now.getTime()) return 0;
    if (round.after === "" && round.until === 0) return 0;
    return sweep(round, dueBefore(days, now));
  };

  async function sweep(round: Round, due: Date): Promise<number> {
    let count = 0;
    let { after } = round;
    for (let i = 0; i < pagesAtOnce; i++) {
      const found = await world.comments.inOrder(after, page);
      for (const comment of found) if (comment.createdAt <= due && (await strip(comment))) count += 1;
      after = found.length < page ? "" : (found.at(-1)?._id ?? "");
      if (after === "") break;
    }
    await world.settings.set(setting, { after, until: after === "" ? nextOf(round) : round.until });
    return count;
  }

  /** The first round leaves those that are too young; after the second, 0 says that all is done. */
  function nextOf({ until }: Round): number {
    return until === null ? world.clock.now().getTime() + days * 86_400_000 + saltMs : 0;
  }

  async function strip(comment: Comment): Promise<boolean> {
    const author = await withoutUnsalted(comment);
    if (author === comment.author) return false;
    const isOurs = comment.version === comment.importVersion;
    const versions = isOurs ? { importVersion: comment.version + 1 } : {};
    return (await world.comments.change(comment, { author, ...versions })) === "ok";
  }
}
