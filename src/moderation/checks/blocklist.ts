import type { Draft, World } from "../../domain/ports.ts";
import { type Chain, chainsOf, type Ruling, ruleBy } from "../../domain/ruling.ts";
import { sentence } from "../../domain/sentence.ts";
import { publish } from "../../domain/verdict.ts";
import { chainsOfVisitor } from "../../domain/visitor-rules.ts";
import type { Check } from "../pipeline.ts";

/** Refuses whom the owner's rules shut out, and holds what they want to see first, by who writes and from where. */
export function createBlocklist(world: Pick<World, "blocks" | "networks">): Check {
  return async (draft) => {
    const { severity, by } = await rulingOn(world, draft);
    // Anybody may type a visitor's mailbox: it exempts from rules, and is no reason to trust.
    if (severity === "allow" && draft.author.kind === "remote") return { kind: "allow" };
    if (severity === "hold") return { kind: "hold", reasons: [holdsWhom(by, draft)] };
    if (severity !== "block") return publish;
    return {
      kind: "refuse",
      reasons: [draft.origin === "web" ? sentence("refused.rule") : `Blocked: ${named(by, draft)}.`],
    };
  };
}

/** What the owner's rules say of who wrote a draft; a network lies in more than a hundred, which are looked up where any is ruled. */
export async function rulingOn(
  world: Pick<World, "blocks" | "networks">,
  draft: Pick<Draft, "author" | "site" | "address">,
): Promise<Ruling> {
  const { author, address = null, site } = draft;
  const ruled = address !== null && (await world.blocks.hasKind("network"));
  return ruleBy(world.blocks, await chainsFor(world, { author, address: ruled ? address : null }), site._id);
}

/** The chains that cover who wrote a draft. */
export async function chainsFor(
  { networks }: Pick<World, "networks">,
  { author, address = null }: Pick<Draft, "author" | "address">,
): Promise<Chain[]> {
  return author.kind === "remote"
    ? chainsOf({ id: author.id, addresses: [author.url] })
    : chainsOfVisitor(author, address, address === null ? [] : await networks.namesOf(address));
}

/** Why something waits that a rule on its author holds. */
export function holdsWhom(by: Ruling["by"], draft: Pick<Draft, "author">): string {
  return `A rule of yours holds ${named(by, draft)}.`;
}

/** A visitor or a network has no name that says more than whose it was. */
function named(by: Ruling["by"], { author }: Pick<Draft, "author">): string {
  if (by === null) return "this";
  if (by.kind === "visitor") return "this visitor";
  if (by.kind === "network" && author.kind === "visitor") return "this network";
  return by.label || by.value;
}
