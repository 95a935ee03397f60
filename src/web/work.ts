import { createHash } from "node:crypto";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";

const purpose = "work";
const goodMs = 30 * 60_000;

/** The parts of one piece of work, as the browser part has them. */
const parts = 16;

/** Zero bits that each part asks for while little is posted. Each further bit doubles the work. */
const least = 10;

/** Each one of a blog's buckets that is empty asks for one bit more: at most 65,536 hashes, half a second on a slow phone. */
const busy = [
  { burst: 20, perMinute: 2 },
  { burst: 60, perMinute: 10 },
];

/** What a browser is asked to do; with a difficulty of 0 nothing. */
export interface Challenge {
  challenge: string;
  difficulty: number;
}

/** Proof of work that the node itself asks for: signed, for one page, good for half an hour and for one comment. */
export interface WorkGuard {
  /** A challenge for who is about to write below a page; harder while much is posted on its blog. */
  ask(site: string, url: string): Promise<Challenge>;
  /** Remembers that something was posted on a blog. */
  notice(site: string): Promise<void>;
  /** Whether the work was done; false when none came. Throws `invalid` for work that is wrong, too old or was used before. */
  check(url: string, solution: string): Promise<boolean>;
}

/** The guard of the comment form; what a check costs does not depend on the difficulty. */
export function createWorkGuard(world: Pick<World, "secrets" | "clock" | "ids" | "limits" | "spent">): WorkGuard {
  const now = () => world.clock.now();
  const bucketsOf = (site: string) => busy.map((size, i) => ({ key: `posts ${i} ${site}`, size }));

  function isGood(url: string, solution: string): { id: string; until: Date } | null {
    const [difficulty = "", expiry = "", salt = "", signature = "", numbers = ""] = solution.split(".");
    const until = new Date(Number.parseInt(expiry, 36));
    if (!world.secrets.verify(purpose, `${difficulty}.${expiry}.${salt} ${url}`, signature)) return null;
    if (until <= now() || !isSolved(signature, Number(difficulty), numbers.split("-"))) return null;
    return { id: signature, until };
  }

  return {
    async ask(site, url) {
      const looks = bucketsOf(site).map(async ({ key, size }) => world.limits.bucket(key, size, now(), 0));
      const difficulty = least + (await Promise.all(looks)).filter(({ ok }) => !ok).length;
      const head = `${difficulty}.${(now().getTime() + goodMs).toString(36)}.${world.ids.opaque()}`;
      return { challenge: `${head}.${world.secrets.sign(purpose, `${head} ${url}`)}`, difficulty };
    },
    async notice(site) {
      await Promise.all(bucketsOf(site).map(async ({ key, size }) => world.limits.bucket(key, size, now())));
    },
    async check(url, solution) {
      if (solution === "") return false;
      const good = isGood(url, solution);
      if (good !== null && (await world.spent.spend(good.id, good.until))) return true;
      throw new Problem("invalid", sentence("refused.work"));
    },
  };
}

function isSolved(signature: string, difficulty: number, numbers: readonly string[]): boolean {
  return numbers.length === parts && numbers.every((number, part) => hasZeros(signature, difficulty, part, number));
}

function hasZeros(signature: string, difficulty: number, part: number, number: string): boolean {
  if (!/^[0-9a-z]{1,7}$/.test(number)) return false;
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(Number.parseInt(number, 36) >>> 0);
  const hash = createHash("sha256")
    .update(`${signature}${String.fromCharCode(97 + part)}`)
    .update(tail)
    .digest();
  return hash.readUInt32BE(0) >>> (32 - difficulty) === 0;
}
