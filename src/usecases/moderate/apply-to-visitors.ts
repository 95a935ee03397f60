import { type Block, blockId, isRuleMark } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import { hostChain } from "../../domain/host-name.ts";
import type { World } from "../../domain/ports.ts";
import { byId, markOf, weigh } from "../../domain/ruling.ts";
import { chainsOfVisitor, mailDomain } from "../../domain/visitor-rules.ts";
import { changeComment } from "../receive/change-comment.ts";

type Needs = Pick<World, "comments" | "blocks" | "debts" | "clock">;
type Who = Parameters<World["comments"]["ofVisitors"]>[0];
type Outcome = { kind: "hidden" | "shown" | "same" };

const page = 200;
const chunk = 200;

/**
 * Hides and shows what visitors wrote, as rules on them, their mailboxes and networks now say. Of a network no more than the
 * keyed hash of a household's is kept (/24 of IPv4, /48 of IPv6), so that rules on others find nothing that is here.
 */
export function createApplyToVisitors(world: Needs) {
  return async function applyToVisitors(rules: readonly Block[]): Promise<{ hidden: number; shown: number }> {
    const counts = { hidden: 0, shown: 0, same: 0 };
    for await (const who of covered(rules)) {
      let after: string | null = null;
      do {
        const found: Comment[] = await world.comments.ofVisitors(who, page, after);
        for (const comment of found) counts[(await settle(comment)).kind] += 1;
        after = found.length < page ? null : (found.at(-1)?._id ?? null);
      } while (after !== null);
    }
    return counts;
  };

  async function* covered(rules: readonly Block[]): AsyncGenerator<Who> {
    for (const { kind, value } of rules) {
      if (kind === "visitor") yield { hash: value };
      if (kind === "network") yield { network: value };
    }
    const domains = new Set(rules.flatMap(({ _id, kind }) => (kind === "mail" ? [_id] : [])));
    if (domains.size === 0) return;
    const emails = (await world.comments.mailboxes()).filter((email) => isAmong(domains, email));
    for (let i = 0; i < emails.length; i += chunk) yield { emails: emails.slice(i, i + chunk) };
  }

  async function settle({ _id }: Comment): Promise<Outcome> {
    const same: Outcome = { kind: "same" };
    return changeComment<Outcome>(
      world,
      _id,
      async (comment) => {
        const { author, hiddenBy, told } = comment;
        if (author.kind !== "visitor" || (hiddenBy !== null && !isRuleMark(hiddenBy))) return same;
        const mark = await markOfVisitor(world, author);
        if (mark === hiddenBy) return same;
        const debts = owing(comment, told === null ? ["thread"] : ["thread", "fediverse"], world.clock.now());
        return { set: { hiddenBy: mark, ...debts }, answer: { kind: mark === null ? "shown" : "hidden" } };
      },
      same,
    );
  }
}

/** The mark that rules leave on what a visitor wrote; null where none hides it. */
export async function markOfVisitor(
  world: Pick<World, "blocks">,
  author: Parameters<typeof chainsOfVisitor>[0],
): Promise<string | null> {
  const chains = chainsOfVisitor(author, null);
  return markOf(weigh(chains, byId(await world.blocks.among(chains.flat()))));
}

function isAmong(domains: ReadonlySet<string>, email: string): boolean {
  const domain = mailDomain(email);
  return domain !== null && hostChain(domain).some((host) => domains.has(blockId("mail", host)));
}
