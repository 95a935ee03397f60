import type { Draft, World } from "../../domain/ports.ts";
import { byId, chainsOf, type Ruling, weigh } from "../../domain/ruling.ts";
import { sentence } from "../../domain/sentence.ts";
import { publish } from "../../domain/verdict.ts";
import { chainsOfVisitor } from "../../domain/visitor-rules.ts";
import type { Check } from "../pipeline.ts";

/** Refuses whom the owner's rules shut out, and holds what they want to see first, by who writes and from where. */
export function createBlocklist(world: Pick<World, "blocks">): Check {
  return async (draft) => {
    const { severity, by } = await rulingOn(world, draft);
    // Anybody may type a visitor's mailbox: it exempts from rules, and is no reason to trust.
    if (severity === "allow" && draft.author.kind === "remote") return { kind: "allow" };
    if (severity === "hold") return { kind: "hold", reasons: [`A rule of yours holds ${named(by, draft)}.`] };
    if (severity !== "block") return publish;
    return {
      kind: "refuse",
      reasons: [draft.origin === "web" ? sentence("refused.rule") : `Blocked: ${named(by, draft)}.`],
    };
  };
}

/** What the owner's rules say of who wrote a draft, by one look-up. */
export async function rulingOn({ blocks }: Pick<World, "blocks">, { author, address = null }: Draft): Promise<Ruling> {
  const chains =
    author.kind === "remote" ? chainsOf({ id: author.id, addresses: [author.url] }) : chainsOfVisitor(author, address);
  return weigh(chains, byId(await blocks.among(chains.flat())));
}

/** A visitor or a network has no name that says more than whose it was. */
function named(by: Ruling["by"], { author }: Draft): string {
  if (by === null) return "this";
  if (by.kind === "visitor") return "this visitor";
  if (by.kind === "network" && author.kind === "visitor") return "this network";
  return by.label || by.value;
}
