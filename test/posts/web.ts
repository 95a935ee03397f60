import { readFileSync } from "node:fs";
import type { FetchRequest, GuardedFetch } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";

/** What stands at an address: a body, or an answer with its status and headers, or a fault of the connection. */
export type Standing = string | { status?: number; headers?: Record<string, string>; body?: string | Buffer } | Problem;

/** A small web: what is asked of it is kept, what is not there answers 404. */
export interface TestWeb {
  fetch: GuardedFetch;
  at: Record<string, Standing>;
  asked: FetchRequest[];
}

/** Follows as many redirects as it is told to, as the guarded fetch does. */
export function createTestWeb(at: Record<string, Standing>): TestWeb {
  const asked: FetchRequest[] = [];
  const web: TestWeb = {
    at,
    asked,
    async fetch(request) {
      asked.push(request);
      let url = request.url;
      for (let hops = request.redirects ?? 0; ; hops--) {
        const found = web.at[url] ?? { status: 404 };
        if (found instanceof Problem) throw found;
        const answer = typeof found === "string" ? { body: found } : found;
        const headers = new Map(Object.entries(answer.headers ?? {}));
        const location = headers.get("location");
        if (location && request.redirects) {
          if (hops === 0) throw new Problem("upstream", `It redirects more than ${request.redirects} times.`);
          url = new URL(location, url).href;
          continue;
        }
        const status = answer.status ?? 200;
        const body = Buffer.from(answer.body ?? "");
        return { status, url, headers: { get: (name) => headers.get(name) ?? null }, body };
      }
    },
  };
  return web;
}

/** A feed or page of the shape that a generator writes. */
export function feedFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url), "utf8");
}
