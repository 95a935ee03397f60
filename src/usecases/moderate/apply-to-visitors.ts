import type { Author } from "../../domain/author.ts";
import { type Block, blockId, holdsOn, isRuleMark, isWordMark, ruleOfNode } from "../../domain/block.ts";
import { type Comment, hiding } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import { hostChain } from "../../domain/host-name.ts";
import type { World } from "../../domain/ports.ts";
import { chainsOf, markOf, ruleBy } from "../../domain/ruling.ts";
import { chainsOfVisitor, mailDomain } from "../../domain/visitor-rules.ts";
import { changeComment } from "../receive/change-comment.ts";

type Needs = Pick<World, "comments" | "blocks" | "debts" | "clock">;
type Who = Parameters<World["comments"]["ofVisitors"]>[0];
type Outcome = { kind: "hidden" | "shown" | "same" };
type Counts = Record<Outcome["kind"], number>;

const page = 200;
const chunk = 200;

/**
 * Hides and shows what visitors wrote, as rules on them, their mailboxes and networks now say, and shows what was hidden for
 * its words once no rule is on these. Of a network no more than the
 * keyed hash of a household's is kept (/24 of IPv4, /48 of IPv6), so that rules on others find nothing that is here.
 */
export function createApplyToVisitors(world: Needs) {
  return async function applyToVisitors(rules: readonly Block[]): Promise<{ hidden: number; shown: number }> {
    const counts = { hidden: 0, shown: 0, same: 0 };
    for (const { _id, kind } of rules) if (kind === "network" || kind === "word") await settleMarked(_id, counts);
    for await (const { who, on } of covered(rules)) {
      let after: string | null = null;
      do {
        const found: Comment[] = await world.comments.ofVisitors(who, page, after);
        for (const comment of found.filter(({ site }) => on(site))) counts[(await settle(comment)).kind] += 1;
        after = found.length < page ? null : (found.at(-1)?._id ?? null);
      } while (after !== null);
    }
    return counts;
  };

  /** What is hidden for its words, or for a network whose name it lost with time, is known by the mark of the rule alone. */
  async function settleMarked(mark: string, counts: Counts): Promise<void> {
    for (let moved = page; moved === page; ) {
      const outcomes: Outcome[] = [];
      for (const comment of await world.comments.hiddenUnder(mark, page)) outcomes.push(await settle(comment));
      for (const { kind } of outcomes) counts[kind] += 1;
      moved = outcomes.filter(({ kind }) => kind !== "same").length;
    }
  }

  async function* covered(rules: readonly Block[]): AsyncGenerator<{ who: Who; on: (site: string) => boolean }> {
    for (const rule of rules) {
      const on = (site: string) => holdsOn(rule, site);
      if (rule.kind === "visitor") yield { who: { hash: rule.value }, on };
      if (rule.kind === "network") yield { who: { network: rule.value }, on };
    }
    const mails = rules.filter(({ kind }) => kind === "mail");
    if (mails.length === 0) return;
    const domains = new Set(mails.map(({ kind, value }) => blockId(kind, value)));
    const on = (site: string) => mails.some((rule) => holdsOn(rule, site));
    const emails = (await world.comments.mailboxes()).filter((email) => isAmong(domains, email));
    for (let i = 0; i < emails.length; i += chunk) yield { who: { emails: emails.slice(i, i + chunk) }, on };
  }

  async function settle({ _id }: Comment): Promise<Outcome> {
    const same: Outcome = { kind: "same" };
    return changeComment<Outcome>(
      world,
      _id,
      async (comment) => {
        const { author, hiddenBy, told } = comment;
        if (hiddenBy !== null && !isRuleMark(hiddenBy)) return same;
        if (author.kind === "remote" && !isWordMark(hiddenBy)) return same;
        const mark = await markOfAuthor(world, author, comment.site, hiddenBy);
        if (mark === hiddenBy) return same;
        const debts = owing(comment, told === null ? ["thread"] : ["thread", "fediverse"], world.clock.now());
        return {
          set: { ...hiding(mark, world.clock.now()), ...debts },
          answer: { kind: mark === null ? "shown" : "hidden" },
        };
      },
      same,
    );
  }
}

/**
 * The mark that rules leave on what somebody wrote on a blog; null where none hides it. A rule on words or on a network that
 * hid it before covers it still, also when the name of the network was forgotten.
 */
export async function markOfAuthor(
  world: Pick<World, "blocks">,
  author: Author,
  site: string,
  before: string | null = null,
): Promise<string | null> {
  const known = author.kind === "visitor" ? chainsOfVisitor(author, null) : chainsOf({ id: author.id });
  const rule = before === null ? "" : ruleOfNode(before);
  const chains = /^(?:network|word):/.test(rule) ? [...known, [rule]] : known;
  return markOf(await ruleBy(world.blocks, chains, site));
}

function isAmong(domains: ReadonlySet<string>, email: string): boolean {
  const domain = mailDomain(email);
  return domain !== null && hostChain(domain).some((host) => domains.has(blockId("mail", host)));
}
