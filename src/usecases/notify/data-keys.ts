import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";

/** What a key lets its holder do: come by the link of a letter, or go on from there. */
export type DataStep = "link" | "visit";

/** Makes and reads the keys by which somebody gets back what their mailbox proves to be theirs. */
export interface DataKeys {
  /** A key for a mailbox, known by its keyed hash. */
  make(step: DataStep, mailbox: string): string;
  /** The mailbox of a key. Throws `forbidden` for one that is none of ours, `gone` for one that is too old. */
  demand(step: DataStep, key: string): string;
  /** Uses a key up, once. Throws as `demand` does, and `gone` for one that was used before. */
  use(step: DataStep, key: string): Promise<string>;
}

/** For how long keys are good, in milliseconds. */
export const dataMs: Record<DataStep, number> = { link: 24 * 3_600_000, visit: 30 * 60_000 };

const purposes: Record<DataStep, string> = { link: "link to data", visit: "visit of data" };

/** Keys are `mailbox~expiry~nonce~signature`. */
export function createDataKeys({
  secrets,
  clock,
  ids,
  spent,
}: Pick<World, "secrets" | "clock" | "ids" | "spent">): DataKeys {
  function read(step: DataStep, key: string): { mailbox: string; expiresAt: Date } {
    const [mailbox = "", expiry = "", nonce = "", signature = "", ...more] = key.split("~");
    const isOurs = secrets.verify(purposes[step], [mailbox, expiry, nonce].join("~"), signature);
    if (!isOurs || more.length > 0) throw new Problem("forbidden", sentence("own.mailKey"));
    const expiresAt = new Date(Number.parseInt(expiry, 36));
    if (expiresAt <= clock.now()) throw new Problem("gone", sentence("own.dataKey"));
    return { mailbox, expiresAt };
  }

  return {
    make(step, mailbox) {
      const expiry = (clock.now().getTime() + dataMs[step]).toString(36);
      const text = [mailbox, expiry, ids.opaque()].join("~");
      return `${text}~${secrets.sign(purposes[step], text)}`;
    },
    demand: (step, key) => read(step, key).mailbox,
    async use(step, key) {
      const { mailbox, expiresAt } = read(step, key);
      if (await spent.spend(`data ${secrets.sign("spent", key)}`, expiresAt)) return mailbox;
      throw new Problem("gone", sentence("own.dataKey"));
    },
  };
}
