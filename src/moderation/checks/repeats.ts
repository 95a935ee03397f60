import { publish } from "../../domain/verdict.ts";
import type { AskedOfWorld, Check } from "../pipeline.ts";

/** In so many threads the same may be said within an hour. */
const threads = 2;
const perThread = { burst: 1, perMinute: 1 / 60 };
const perText = { burst: threads, perMinute: threads / 60 };

/** People say “thank you” by themselves; what is shorter counts as the same only when the same person says it. */
const longText = 40;

/** Holds a text that was written into more than two threads within an hour, on any of the node's blogs. */
export function createRepeats(world: Pick<AskedOfWorld, "limits" | "secrets" | "clock">): Check {
  return async ({ thread, author, text }) => {
    const words = text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    if (words === "") return publish;
    const who = author.kind === "remote" ? author.id : author.hash;
    const name = world.secrets.sign("text", words.length < longText ? `${who} ${words}` : words);
    const now = world.clock.now();
    const isNew = await world.limits.bucket(`said ${name} ${thread._id}`, perThread, now);
    if (!isNew.ok) return publish;
    const taken = await world.limits.bucket(`said ${name}`, perText, now);
    if (taken.ok) return publish;
    return { kind: "hold", reasons: [`The same was written in more than ${threads} threads within an hour.`] };
  };
}
