import type { Judge } from "./openapi.ts";

/** What is sent, as a page of a blog or a program sends it unless a test says otherwise. */
export interface Asking {
  form?: Record<string, string>;
  json?: unknown;
  headers?: Record<string, string>;
}

/** Asks, and returns what was answered, read. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at member by member, after the document held them
export type Ask = (method: string, path: string, asking?: Asking) => Promise<any>;

/** Fields of forms that the document tells of as numbers. */
const numbers = ["number", "parent", "comment"];

/** Asks a node and holds each request and answer against its document, those with an ETag twice; `kept` gathers cookies. */
export function createAsk(judge: Judge, node: string, origin: string, kept: string[] = []): Ask {
  return async function ask(method, path, { form, json, headers = {} } = {}) {
    const sent = form
      ? { type: "application/x-www-form-urlencoded", body: typed(form) }
      : json === undefined
        ? null
        : { type: "application/json", body: json };
    const answer = await fetch(`${node}${path}`, {
      method,
      redirect: "manual",
      headers: { accept: "*/*", ...(sent ? { "content-type": sent.type, origin } : {}), ...headers },
      ...(form ? { body: new URLSearchParams(form) } : json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    kept.push(...answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? ""));
    const etag = answer.headers.get("etag");
    const told = await judge.hold(method, `${node}${path}`, sent, answer);
    if (etag && answer.status === 200 && method === "GET" && !headers["if-none-match"])
      await ask(method, path, { headers: { ...headers, "if-none-match": etag } });
    return told;
  };
}

function typed(form: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]),
  );
}
