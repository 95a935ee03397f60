import type { Polling, Site } from "../../src/domain/site.ts";
import { createHtml } from "../../src/html/html.ts";
import { createFeedReader } from "../../src/posts/feed-reader.ts";
import { aSite } from "../helpers/thread.ts";
import { createTestWeb, type Standing } from "./web.ts";

export const now = new Date("2026-11-01T12:00:00Z");
export const home = "https://blog.example/";
export const feed = `${home}feed.xml`;

/** Polls a site whose feed is set to `feed`, with what stands there. */
export function polled(standing: Standing, polling: Partial<Polling> = {}, given: Partial<Site> = {}) {
  return pollWeb({ [feed]: standing }, polling, { feed, ...given });
}

/** Polls a site of a small web at `now`; tells also what was asked, and in how many minutes it polls next. */
export async function pollWeb(at: Record<string, Standing>, polling: Partial<Polling> = {}, given: Partial<Site> = {}) {
  const web = createTestWeb(at);
  const site = aSite(given);
  const reader = createFeedReader({ fetch: web.fetch, html: createHtml() });
  const poll = await reader.poll({ ...site, polling: { ...site.polling, ...polling } }, now);
  return { ...poll, asked: web.asked, minutes: (poll.polling.nextPollAt.getTime() - now.getTime()) / 60_000 };
}
