import { usualBlockedDays } from "../../domain/block.ts";
import { may, sitesFor } from "../../domain/deeds.ts";
import { letsGuestsOut } from "../../domain/guests.ts";
import type { Person } from "../../domain/person.ts";
import type { QueueList } from "../../domain/queue.ts";
import { usualSpamDays } from "../../domain/spam.ts";
import type { Decision } from "../../usecases/moderate/outcome.ts";
import { type Asked, createCountQueue, createReadQueue } from "../../usecases/moderate/read-queue.ts";
import type { Web } from "../web.ts";
import { isNarrow, type QueueQuery, queueAddress, sizeOf, soughtBy } from "./queue-query.ts";
import { mayUndo } from "./queue-said.ts";
import { viewQueueItem } from "./queue-view.ts";
import { readableSites } from "./readable-sites.ts";

/** What the lists are called, what is said where there is nothing, and what can be done with many at once. */
export const tabs: readonly { tab: QueueList; label: string; empty: string; bulk: readonly Decision[] }[] = [
  {
    tab: "held",
    label: "Waiting",
    empty: "Nothing waits for you. New comments from strangers land here.",
    bulk: ["approve", "spam", "hide", "delete"],
  },
  {
    tab: "reported",
    label: "Reported",
    empty: "Nobody reported anything.",
    bulk: ["approve", "hide", "spam", "delete"],
  },
  {
    tab: "published",
    label: "Published",
    empty: "No comments yet. Put the embed on your blog, or answer a post from the fediverse.",
    bulk: ["hide", "spam", "delete"],
  },
  { tab: "hidden", label: "Hidden", empty: "Nothing is hidden.", bulk: ["show", "spam", "delete"] },
  { tab: "spam", label: "Spam", empty: "No spam. May it stay that way.", bulk: ["approve", "delete"] },
  { tab: "removed", label: "Deleted", empty: "Nothing was deleted.", bulk: [] },
];

const labels: Record<Decision, string> = {
  approve: "Approve",
  hide: "Hide",
  show: "Show again",
  spam: "Spam",
  delete: "Delete…",
};

const approving: Partial<Record<QueueList, string>> = { spam: "Not spam", reported: "Leave as it is" };

/** Gathers what the page of the queue shows. */
export function createQueuePage(web: Web) {
  const { world } = web;
  const readQueue = createReadQueue(world);
  const countQueue = createCountQueue(world);

  /** The lists narrowed down to the blogs whose comments somebody may see. */
  function narrowed(sought: Asked, readable: readonly string[] | null): Asked {
    if (readable === null || (typeof sought.site === "string" && readable.includes(sought.site))) return sought;
    return { ...sought, site: readable };
  }

  async function tabsOf(asked: QueueQuery, readable: readonly string[] | null) {
    return Promise.all(
      tabs.map(async ({ tab, label }) => {
        return {
          name: tab,
          label,
          href: queueAddress(asked, { tab, after: "" }),
          count: await shortCount(asked, tab, readable),
        };
      }),
    );
  }

  /**
   * Null for none, and where it is not known: where words are looked for, which would have to be done for each list, and for
   * reports to somebody who may not see all.
   */
  async function shortCount(
    asked: QueueQuery,
    list: QueueList,
    readable: readonly string[] | null,
  ): Promise<string | null> {
    if (asked.q || (list === "reported" && readable !== null)) return null;
    const { count, more } = await countQueue({ ...narrowed(soughtBy(asked), readable), list });
    return more ? `${count}+` : count > 0 ? String(count) : null;
  }

  /** What the lists are narrowed down to, each with the address without it. */
  async function chipsOf(asked: QueueQuery): Promise<{ label: string; href: string }[]> {
    const chips: { label: string; href: string }[] = [];
    const add = (label: string, without: Partial<QueueQuery>) =>
      chips.push({ label, href: queueAddress(asked, { ...without, after: "" }) });
    if (asked.q) add(`“${asked.q}”`, { q: "" });
    if (asked.thread) {
      const thread = await world.threads.get(asked.thread);
      add(`on ${thread?.page.title || thread?.page.url || "a post that is gone"}`, { thread: "" });
    }
    if (asked.author) {
      const profile = asked.author.includes("://") ? await world.profiles.get(asked.author) : null;
      const named = profile?.handle ? `@${profile.handle}` : asked.author;
      add(asked.author.includes("://") ? `by ${named}` : "by one visitor", { author: "" });
    }
    if (asked.site) add(`of ${(await web.sites.get(asked.site))?.name ?? asked.site}`, { site: "" });
    if (asked.origin)
      add(`from ${{ web: "the form", fediverse: "the fediverse", import: "an import" }[asked.origin]}`, { origin: "" });
    if (asked.server) add(`from ${asked.server}`, { server: "" });
    if (asked.from) add(`since ${asked.from}`, { from: "" });
    if (asked.until) add(`until ${asked.until}`, { until: "" });
    return chips;
  }

  return async function queuePage(asked: QueueQuery, person: Person, undo: string) {
    const readable = await readableSites(web, person);
    const tab = tabs.find(({ tab }) => tab === asked.tab) ?? (tabs[0] as (typeof tabs)[number]);
    const wanted = { after: asked.after || null, limit: sizeOf(asked) };
    const { items, next, unread } = await readQueue(narrowed(soughtBy(asked), readable), asked.q, wanted, readable);
    const sites = (await web.sites.all()).filter(({ _id }) => readable === null || readable.includes(_id));
    const siteOf = new Map(sites.map((site) => [site._id, site]));
    const goesOut = ({ comment, thread }: (typeof items)[number]) => {
      const site = siteOf.get(comment.site);
      return web.settings.federated && site !== undefined && letsGuestsOut(site, thread);
    };
    return {
      ...web.top(`${tab.label} comments`, "admin"),
      section: "queue",
      blog: asked.site,
      tab: tab.tab,
      tabs: await tabsOf(asked, readable),
      back: queueAddress(asked),
      narrows: tab.tab !== "reported",
      asked,
      open: isNarrow({ ...asked, q: "", author: "", thread: "" }),
      chips: await chipsOf(asked),
      sites: sites.map(({ _id, name }) => ({ id: _id, name })),
      empty: isNarrow(asked) || asked.after ? "Nothing like that is here." : tab.empty,
      note: tab.tab === "spam" ? spamNote(web) : tab.tab === "hidden" ? hiddenNote(web) : null,
      unread: unread > 0 ? unreadNote(unread) : null,
      bulk: (sitesFor(person, "comments.decide")?.length === 0 ? [] : tab.bulk).map((name) => ({
        name,
        label: (name === "approve" && approving[tab.tab]) || labels[name],
      })),
      items: items.map((item, i) => ({
        ...viewQueueItem({ words: web.tongues.english, links: web.links, guests: goesOut(item), asked }, item),
        mayDecide: may(person, "comments.decide", item.comment.site),
        mayBlock: may(person, "blocks.change", item.comment.site),
        next: items[i + 1]?.comment.number ?? items[i - 1]?.comment.number ?? null,
      })),
      first: asked.after ? queueAddress(asked, { after: "" }) : null,
      next: next === null ? null : queueAddress(asked, { after: next }),
      more: asked.show === "" && next !== null ? queueAddress(asked, { show: "100" }) : null,
      undo: (await mayUndo(world, undo, person)) ? undo : null,
    };
  };
}

function unreadNote(unread: number): string {
  return `The words of some ${unread.toLocaleString("en")} older comments are still being gathered. Look again in some minutes.`;
}

/** What becomes of what rules hide. */
function hiddenNote({ settings }: Web): string | null {
  const days = settings.keepBlockedDays ?? usualBlockedDays;
  if (days === 0) return null;
  return `What a block without an end hides is deleted for good ${days} days later, unless the rule is taken back before.`;
}

/** What becomes of spam, and what it is good for. */
function spamNote({ guards, settings }: Web): string | null {
  const days = settings.spamDays ?? usualSpamDays;
  const notes = [
    ...(guards.includes("classifier") ? ["From your decisions the node learns what to hold."] : []),
    ...(days > 0 ? [`Spam is deleted for good after ${days} days.`] : []),
  ];
  return notes.join(" ") || null;
}
