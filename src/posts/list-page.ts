import type { FetchResponse, GuardedFetch } from "../domain/ports.ts";
import { isProblem } from "../domain/problem.ts";
import type { ListSource } from "./list-source.ts";
import { retryAfterOf, timeoutMs } from "./manners.ts";

const maxBytes = 20_000_000;

/** A page that was had, or why there is none. */
export type Page<T> =
  | { kind: "page"; items: T }
  | { kind: "missing" }
  | { kind: "later"; seconds: number | null; fault: string }
  | { kind: "fault"; fault: string };

/** Asks for one page of a list. What is told of it never has what stands behind the question mark, as keys do. */
export async function askPage<T>(
  fetch: GuardedFetch,
  source: Pick<ListSource, "headers" | "refusal">,
  url: string,
  read: (body: unknown) => T[] | string,
): Promise<Page<T[]>> {
  const told = withoutQuery(url);
  let answer: FetchResponse;
  try {
    answer = await fetch({
      url,
      headers: { Accept: "application/json", ...source.headers },
      maxBytes,
      timeoutMs,
      redirects: 3,
    });
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { kind: "fault", fault: `${told} cannot be read: ${error.message} We try again.` };
  }
  const { status } = answer;
  if (status === 429 || status === 503)
    return {
      kind: "later",
      seconds: retryAfterOf(answer),
      fault: `The blog asks us to come back later (${told} answered ${status}).`,
    };
  if (status === 404) return { kind: "missing" };
  // WordPress says so of a page behind the last one.
  if (status === 400 && /invalid_page_number/.test(answer.body.toString("utf8"))) return { kind: "page", items: [] };
  if (status < 200 || status > 299)
    return { kind: "fault", fault: `${told} answered ${status}. ${source.refusal(answer)}` };
  const body = parsed(answer.body);
  const items = body === undefined ? "what it answers is no JSON." : read(body);
  return typeof items === "string"
    ? { kind: "fault", fault: `${told} cannot be used: ${items}` }
    : { kind: "page", items };
}

/** Keys stand behind the question mark. */
function withoutQuery(url: string): string {
  return url.replace(/\?(?!rest_route).*$|&.*$/, "");
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
