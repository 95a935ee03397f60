import type { Settings } from "./settings.ts";
import { tokenOf } from "./tokens.ts";

/** What the node answered: HTML where it went well, else a sentence that says why not. */
export type Answer = { ok: true; status: number; text: string } | { ok: false; text: string };

/** Calls Isso's API at the node. */
export interface Calls {
  /** Asks for a part of the page. */
  get(path: string, query: Record<string, string>): Promise<Answer>;
  /** Acts as somebody who may have written a comment. */
  act(method: string, path: string, query: Record<string, string>, body?: object, number?: string): Promise<Answer>;
}

/** The calls to a node, in the language of the page. `parse` turns its HTML into nodes. */
export function openCalls({ node, lang }: Settings, parse: (html: string) => DocumentFragment): Calls {
  async function call(path: string, query: Record<string, string>, options: RequestInit): Promise<Answer> {
    const asked = new URLSearchParams(query).toString();
    const answer = await fetch(`${node}${path}${asked && `?${asked}`}`, options).catch(() => null);
    // The form brings the sentence along; before it came there is none.
    const lost = document.querySelector<HTMLElement>("#isso-thread [data-lost]")?.dataset["lost"];
    if (!answer) return { ok: false, text: lost ?? `${node} cannot be reached.` };
    const cookie = answer.headers.get("X-Set-Cookie");
    // The page keeps the token itself: cookies of the node may be out of its reach.
    if (cookie?.startsWith("isso-")) document.cookie = cookie;
    const text = await answer.text();
    return answer.ok ? { ok: true, status: answer.status, text } : { ok: false, text: reasonIn(text) };
  }

  /** Refusals are pages with the reason in a paragraph, or JSON. */
  function reasonIn(text: string): string {
    try {
      return String((JSON.parse(text) as { message: string }).message);
    } catch {
      return parse(text).querySelector("p")?.textContent ?? text;
    }
  }

  return {
    get: (path, query) => call(path, query, { credentials: "omit" }),
    act(method, path, query, body, number) {
      const token = number === undefined ? "" : tokenOf(number);
      const headers = {
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...(token ? { "Antiphon-Key": token } : {}),
      };
      const sent = body ? { body: JSON.stringify(body) } : {};
      return call(path, { ...(lang ? { lang } : {}), ...query }, { method, headers, credentials: "include", ...sent });
    },
  };
}
