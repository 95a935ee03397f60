import type { World } from "../../domain/ports.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

const day = 86_400_000;

/** Holds strangers whose account is younger than the owner wants; of one whose server does not tell nothing is known. */
export function createAge(world: Pick<World, "clock">): Check {
  return ({ site, author }) => {
    const { accountDays = 0 } = site;
    if (author.kind !== "remote" || !author.since) return publish;
    const age = world.clock.now().getTime() - author.since.getTime();
    if (age >= accountDays * day) return publish;
    return {
      kind: "hold",
      reasons: [`The account is younger than ${accountDays === 1 ? "a day" : `${accountDays} days`}.`],
    };
  };
}
