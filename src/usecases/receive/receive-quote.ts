import type { World } from "../../domain/ports.ts";
import type { Quote, Reaction } from "../../domain/reaction.ts";
import { mayNotReact } from "./blocked.ts";
import { isBuried } from "./reaction-graves.ts";
import type { Reacted } from "./receive-reaction.ts";
import { type TallyNeeds, type Target, tally } from "./tally.ts";

/** Somebody quotes something of ours, or asked to, in a post that is known to be theirs. */
export interface RemoteQuote extends Pick<Quote, "by" | "of"> {
  /** Made from the actor, the post and what it quotes: nobody takes the place of somebody else's quote. */
  id: string;
  target: Target;
  /** The blog that the target is on. */
  site: string;
  actor: string;
  /** The id of the post that quotes. */
  note: string;
  /** Whether everybody may read that post; what is private is never counted. */
  open: boolean;
  /** Its author asked for leave, which is given. */
  asked: boolean;
}

type Needs = TallyNeeds & Pick<World, "blocks" | "graves">;

/** How often one person may quote one thing. */
const maxQuotesEach = 20;

/**
 * Stores a quote, and with it the leave that its author asked for; its people are counted, each once. Ignores somebody
 * blocked and a post that was deleted before it came, or while this was stored.
 */
export function createReceiveQuote(world: Needs) {
  return async function receiveQuote(quote: RemoteQuote): Promise<Reacted> {
    const { id, target, actor, note, by, of, open, asked } = quote;
    const refusal = (await refuses(quote)) ?? (await tooMany(quote));
    if (refusal) return refusal;
    const before = await standing(id);
    const reaction: Reaction = {
      _id: id,
      kind: open || before?.kind === "quote" ? "quote" : "permit",
      target: target.id,
      actor,
      host: new URL(actor).host,
      activity: note,
      quote: { by, of, stamped: asked || before?.quote?.stamped === true },
      undone: false,
      createdAt: world.clock.now(),
    };
    // Requests and posts come in any order, and one may say of the post's audience what the other does not.
    if (asked || (open && before?.kind === "permit")) await world.reactions.renew(reaction);
    else if ((await world.reactions.put(reaction)) === "already") return { kind: "already" };
    const overtaken = await refuses(quote);
    if (overtaken) await world.reactions.undo(id);
    await tally(world, target);
    return overtaken ?? { kind: "counted" };
  };

  async function standing(id: string): Promise<Reaction | null> {
    const found = await world.reactions.get(id);
    return found?.undone === false ? found : null;
  }

  async function refuses({ actor, site, note }: RemoteQuote): Promise<Reacted | null> {
    if (await mayNotReact(world, site, actor, [note])) return { kind: "ignored", reason: "The actor is blocked." };
    return (await isBuried(world, note)) ? { kind: "ignored", reason: "The post was deleted before it came." } : null;
  }

  async function tooMany({ id, actor, target }: RemoteQuote): Promise<Reacted | null> {
    const standing = await world.reactions.between(actor, target.id, 2 * maxQuotesEach);
    const others = standing.filter((other) => other.quote && other._id !== id);
    return others.length < maxQuotesEach ? null : { kind: "ignored", reason: "They quoted it often enough." };
  }
}
