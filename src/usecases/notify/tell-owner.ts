import type { Comment } from "../../domain/comment.ts";
import { type NewsKind, newsOf, noticeKeepMs, reportNotice } from "../../domain/notice.ts";
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

/** A turn, and who is told of it. */
interface Told {
  turn: Turn;
  letter: boolean;
  to: Herald[];
}

const isHeard = ({ letter, to }: Told) => letter || to.length > 0;

/**
 * Tells owners what becomes of comments, each turn once however often it is asked; what was imported is no news. With
 * nobody to tell it asks the store for the blogs and no more.
 */
export function createHeralds(world: Pick<World, "sites" | "notices" | "clock">, channels: Channels): Heralds {
  /** Tells heralds, keeps what was told, and writes letters. */
  async function tell(told: readonly Told[], heralds: readonly Herald[]): Promise<void> {
    for (const herald of heralds) {
      const its = told.filter(({ to }) => to.includes(herald)).map(({ turn }) => turn);
      if (its.length > 0) await herald.tell(its);
    }
    const at = world.clock.now();
    const until = new Date(at.getTime() + noticeKeepMs);
    for (const { turn, letter } of told) {
      const { comment, kind, site } = turn;
      const _id = kind === "report.made" ? reportNotice(comment._id) : comment._id;
      await world.notices.put({ _id, site: site._id, kind, at, letter, until });
    }
    const lettered = new Set(told.filter(({ letter }) => letter).map(({ turn }) => turn.site));
    if (lettered.size > 0) await channels.letters?.plan([...lettered]);
  }

  function weigh(turn: Turn, heralds: readonly Herald[]): Told {
    return { turn, letter: channels.letters?.wants(turn) ?? false, to: heralds.filter((herald) => herald.wants(turn)) };
  }

  return {
    async tellOf(comments) {
      const news = comments.filter(({ origin }) => origin !== "import");
      if (news.length === 0) return;
      const heralds = await channels.heralds();
      const sites = new Map((await world.sites.all()).map((site) => [site._id, site]));
      const told: Told[] = [];
      for (const comment of news) {
        const site = sites.get(comment.site);
        const kind = newsOf(comment);
        if (!site || kind === null) continue;
        const weighed = weigh({ comment, site, kind }, heralds);
        if (isHeard(weighed)) {
          if (await isNews(weighed.turn)) told.push(weighed);
        } else if (comment.version > 1) {
          // Where it turns back to what was told, that is news again.
          await world.notices.forget(comment._id);
        }
      }
      await tell(told, heralds);
    },
    async tellOfReport(comment) {
      const site = await world.sites.get(comment.site);
      const heralds = await channels.heralds();
      if (site) await tell([weigh({ comment, site, kind: "report.made" }, heralds)].filter(isHeard), heralds);
    },
  };

  async function isNews({ comment, kind }: Turn): Promise<boolean> {
    const before = await world.notices.get(comment._id);
    if (before) return before.kind !== kind;
    // What readers saw before anybody listened is no news when its words change.
    return kind !== "comment.published" || comment.version === 1 || comment.heldFor.length > 0;
  }
}
