import type { World } from "../../domain/ports.ts";

/** Somebody who votes, known by the word in their browser's cookie and by nothing else. */
export interface Voter {
  /** A keyed hash of the word, fit to be stored. */
  id: string;
  /** The browser has kept the word for a day: who drops cookies to vote again never gets there on the same day. */
  settled: boolean;
  /** The word, to be kept by the browser. */
  word: string;
}

const dayMs = 24 * 3_600_000;
const purpose = "voter since";

/** Votes of one network on one comment in a day: one for all whose browsers are new, more for those that are known. */
const turns = {
  new: { burst: 1, perMinute: 1 / (24 * 60) },
  known: { burst: 20, perMinute: 20 / (24 * 60) },
};

/** Reads the word of a voter; one that is missing or none of ours is replaced by a new one. */
export function readVoter(world: Pick<World, "secrets" | "ids" | "clock">, given: string): Voter {
  const now = world.clock.now().getTime();
  const idOf = (word: string) => world.secrets.sign("voter", word).slice(0, 22);
  const [name = "", since = "", signature = "", ...more] = given.split("~");
  // Whatever else hung on a good word would be a voter of its own.
  if (more.length === 0 && /^\w{20,40}$/.test(name) && world.secrets.verify(purpose, `${name}~${since}`, signature)) {
    return { id: idOf(given), settled: now - Number.parseInt(since, 36) >= dayMs, word: given };
  }
  const born = `${world.ids.opaque()}~${now.toString(36)}`;
  const word = `${born}~${world.secrets.sign(purpose, born)}`;
  return { id: idOf(word), settled: false, word };
}

/**
 * Takes one of the turns that a network, by the name of it, has with a comment in a day; false when all were taken. Browsers that are new here
 * have one together, so that dropping cookies wins nothing; an author takes it by writing. Those that are known have
 * twenty, which an office does not need and a heap of cookies does.
 */
export async function takeTurn(
  world: Pick<World, "limits" | "clock">,
  comment: string,
  { network, settled }: { network: string; settled: boolean },
): Promise<boolean> {
  const kind = settled ? "known" : "new";
  const key = `vote ${kind} ${comment} ${network}`;
  return (await world.limits.bucket(key, turns[kind], world.clock.now())).ok;
}
