import type { Block } from "../domain/block.ts";
import type { Checks, Draft, World } from "../domain/ports.ts";
import { byId, idsIn, markOf, type Ruling, weigh } from "../domain/ruling.ts";
import { isWriter } from "../domain/site.ts";
import type { Reason, Ruled } from "../domain/verdict.ts";
import { chainsFor, holdsWhom } from "./checks/blocklist.ts";
import { holdsWords, textsOf, wordsAgainst } from "./checks/words.ts";
import type { CurrentWords } from "./current-words.ts";

/** One question to the store names no more ids. */
const mostIds = 5_000;

const unruled: Ruled = { mark: null, holds: [], plain: false };

/**
 * What the rules say of many comments, by one look-up for all of them; where there are no rules, nothing is looked at.
 * Whoever writes the blog is covered by none.
 */
export function createByRules(
  world: Pick<World, "blocks" | "networks" | "html">,
  words: CurrentWords,
): Checks["byRules"] {
  return async (drafts, site) => {
    const kinds = await world.blocks.counts();
    if (kinds.size === 0) return drafts.map(() => unruled);
    const current = await words();
    const chains = await Promise.all(
      drafts.map(({ author, address = null }) =>
        chainsFor(world, { author, address: kinds.has("network") ? address : null }),
      ),
    );
    const rules = byId(await among(idsIn(chains.flat(2), site._id)));
    return drafts.map((draft, i) => {
      if (isWriter(site, draft.author)) return unruled;
      const texts = current.size === 0 ? [] : textsOf(world.html, draft);
      return ruledBy(draft, weigh(chains[i] ?? [], rules, site._id), wordsAgainst(current, texts, site._id));
    });
  };

  async function among(ids: readonly string[]): Promise<Block[]> {
    const found: Block[] = [];
    for (let i = 0; i < ids.length; i += mostIds) found.push(...(await world.blocks.among(ids.slice(i, i + mostIds))));
    return found;
  }
}

function ruledBy(
  draft: Pick<Draft, "author">,
  ruling: Ruling,
  { refusing, holding }: ReturnType<typeof wordsAgainst>,
): Ruled {
  const holds: Reason[] = [];
  if (ruling.severity === "hold") holds.push({ check: "blocklist", sentence: holdsWhom(ruling.by, draft) });
  if (holding.length > 0) holds.push({ check: "words", sentence: holdsWords(holding) });
  const mark = markOf(ruling) ?? refusing[0]?._id ?? null;
  return { mark, holds, plain: draft.author.kind === "remote" && ruling.rejects.has("media") };
}
