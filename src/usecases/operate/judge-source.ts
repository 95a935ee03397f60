import type { CommentDraft, Draft, ImportSource } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import { rulingOf } from "../../domain/ruling.ts";
import type { Site } from "../../domain/site.ts";
import { takenBackId } from "../receive/receive-removal.ts";

export type JudgeNeeds = Pick<World, "blocks" | "graves" | "profiles" | "clock">;

/**
 * A source whose comments from elsewhere went through what stops them when they come by themselves: rules on people and
 * servers, wishes of their authors, and what was taken back. Those that are not taken are notes with the reason.
 */
export function judgeSource(world: JudgeNeeds, source: ImportSource, site: Site): ImportSource {
  return {
    ...source,
    async *drafts() {
      for await (const draft of source.drafts()) {
        yield draft.kind === "comment" && draft.isUnjudged ? await judge(draft) : draft;
      }
    },
  };

  async function judge(draft: CommentDraft): Promise<Draft> {
    const { whole, label } = draft;
    if (whole?.author.kind !== "remote" || !whole.remote) return draft;
    const { author, remote, unlisted } = whole;
    const left = (reason: string): Draft => ({ kind: "note", outcome: "left", reason, place: label });
    const ruling = await rulingOf(world.blocks, { id: author.id, addresses: [remote.id] }, site._id);
    if (ruling.severity === "block") return left("comments of people and servers that a rule here keeps out");
    if (unlisted && site.unlisted === "hide") return left("comments that are unlisted, which this blog leaves out");
    if (await world.graves.has(takenBackId(remote.id, author.id), world.clock.now()))
      return left("comments that their authors took back");
    const profile = await world.profiles.get(author.id);
    if (profile?.hidden || (unlisted && profile?.hidesUnlisted))
      return left("comments of people who ask not to be shown elsewhere");
    const isHeld = ruling.severity === "hold";
    const why = {
      check: "blocklist",
      sentence: `Your rule on “${ruling.by?.label ?? author.handle}” holds it.`,
    } as const;
    return {
      ...draft,
      ...(isHeld ? { state: "held" } : {}),
      whole: {
        ...whole,
        ...(isHeld ? { heldFor: [why] } : {}),
        ...(ruling.rejects.has("media") ? { plain: true } : {}),
      },
    };
  }
}
