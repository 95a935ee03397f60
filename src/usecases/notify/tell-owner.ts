import type { Comment } from "../../domain/comment.ts";
import { type NewsKind, newsOf, noticeKeepMs } from "../../domain/notice.ts";
import type { Heralds, World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { PlanLetters } from "./plan-letters.ts";

/** A comment that has just become something. */
export interface Turn {
  comment: Comment;
  site: Site;
  kind: NewsKind;
}

/** Who tells at once of what they want to hear. */
export interface Herald {
  wants(turn: Turn): boolean;
  /** Queues the telling; the same turn again must queue nothing more. */
  tell(turns: readonly Turn[]): Promise<void>;
}

interface Channels {
  /** Null where there is no mail server. */
  letters: PlanLetters | null;
  /** Those of the moment. */
  heralds(): Promise<readonly Herald[]>;
}

/**
 * Tells owners what becomes of comments, each turn once however often it is asked; what was imported is no news. With
 * nobody to tell it asks the store for the blogs and no more.
 */
export function createHeralds(world: Pick<World, "sites" | "notices" | "clock">, channels: Channels): Heralds {
  return {
    async tellOf(comments) {
      const news = comments.filter(({ origin }) => origin !== "import");
      if (news.length === 0) return;
      const { letters } = channels;
      const heralds = await channels.heralds();
      const sites = new Map((await world.sites.all()).map((site) => [site._id, site]));
      const turns: { turn: Turn; letter: boolean; heralds: Herald[] }[] = [];
      for (const comment of news) {
        const site = sites.get(comment.site);
        const kind = newsOf(comment);
        if (!site || kind === null) continue;
        const turn = { comment, site, kind };
        const letter = letters?.wants(turn) ?? false;
        const wanted = heralds.filter((herald) => herald.wants(turn));
        if (letter || wanted.length > 0) {
          if (await isNews(turn)) turns.push({ turn, letter, heralds: wanted });
        } else if (comment.version > 1) {
          // Where it turns back to what was told, that is news again.
          await world.notices.forget(comment._id);
        }
      }
      for (const herald of heralds) {
        const its = turns.filter(({ heralds }) => heralds.includes(herald)).map(({ turn }) => turn);
        if (its.length > 0) await herald.tell(its);
      }
      const at = world.clock.now();
      const until = new Date(at.getTime() + noticeKeepMs);
      for (const { turn, letter } of turns) {
        const { comment, kind } = turn;
        await world.notices.put({ _id: comment._id, site: comment.site, kind, at, letter, until });
      }
      const lettered = new Set(turns.filter(({ letter }) => letter).map(({ turn }) => turn.site));
      if (lettered.size > 0) await letters?.plan([...lettered]);
    },
  };

  async function isNews({ comment, kind }: Turn): Promise<boolean> {
    const before = await world.notices.get(comment._id);
    if (before) return before.kind !== kind;
    // What readers saw before anybody listened is no news when its words change.
    return kind !== "comment.published" || comment.version === 1 || comment.heldFor.length > 0;
  }
}
