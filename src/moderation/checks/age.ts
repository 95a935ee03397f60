import type { World } from "../../domain/ports.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";
import type { Acquaintance } from "../strangers.ts";

const day = 86_400_000;

/**
 * Holds strangers whose account is younger than the owner wants; of one whose server does not tell nothing is known. Who is
 * a stranger is asked last, as that is a look into the store.
 */
export function createAge(world: Pick<World, "clock">, isStranger: Acquaintance["isStranger"]): Check {
  return async (draft) => {
    const { accountDays = 0 } = draft.site;
    const { author } = draft;
    if (author.kind !== "remote" || !author.since) return publish;
    const age = world.clock.now().getTime() - author.since.getTime();
    if (age >= accountDays * day || !(await isStranger(draft))) return publish;
    const days = accountDays === 1 ? "a day" : `${accountDays} days`;
    return { kind: "hold", reasons: [`The account is younger than ${days}.`] };
  };
}
