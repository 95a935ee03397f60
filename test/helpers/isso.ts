import type { Comment } from "../../src/domain/comment.ts";
import { issoDefaults } from "../../src/domain/isso.ts";
import { usualGuards } from "../../src/domain/spam.ts";
import { blogOrigin, startWebNode, type WebNode, type WebNodeOptions } from "./web.ts";

/** An answer of Isso's API. */
export interface IssoAnswer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes.
  json: any;
}

/** A browser that talks to a node as Isso's client does from a page of the blog, cookies and all. */
export interface IssoClient {
  /** What the browser keeps for the node. */
  cookies: Map<string, string>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<IssoAnswer>;
  /** Posts below the post and returns the comment; throws when it was not taken. */
  post(given?: Record<string, unknown>, uri?: string): Promise<IssoAnswer["json"]>;
}

/** Isso's client does no work, so that what links somewhere would wait for the owner. */
const guards = usualGuards.filter((guard) => guard !== "work");

/** Isso's settings without what would slow tests down. */
export const relaxed = {
  ...issoDefaults,
  guard: { ...issoDefaults.guard, ratelimit: 1000, directReply: 1000, replyToSelf: true },
};

/** A node with one blog, one thread and an Isso API that lets a test post as often as it likes. */
export function startIssoNode(options: WebNodeOptions = {}): Promise<WebNode> {
  return startWebNode({ ...options, settings: { isso: relaxed, trustProxy: 1, spam: guards, ...options.settings } });
}

/** Options of a node that mails, as far as its web goes. */
export const mailing: WebNodeOptions = {
  bend: (world) => ({ ...world, mails: { on: true, tellOf: async () => undefined } }),
};

/** Opens a browser of its own, by default in a network of its own. */
export function issoClient(node: WebNode, network = "203.0.113.7"): IssoClient {
  const cookies = new Map<string, string>();

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const answer = await fetch(`${node.url}${path}`, {
      method,
      ...sent,
      headers: {
        accept: "*/*",
        origin: blogOrigin,
        "content-type": "application/json",
        "x-forwarded-for": network,
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      redirect: "manual",
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    const isJson = answer.headers.get("content-type") === "application/json" && text !== "";
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined };
  }

  return {
    cookies,
    call,
    async post(given = {}, uri = "/post") {
      const blank = { author: null, email: null, website: null, parent: null, title: null, notification: 0 };
      const answer = await call("POST", `/new?uri=${encodeURIComponent(uri)}`, {
        ...blank,
        text: "Hello there",
        ...given,
      });
      if (answer.status !== 201 && answer.status !== 202) throw new Error(`${answer.status}: ${answer.text}`);
      return answer.json;
    },
  };
}

/** The comment behind a number. */
export async function stored(node: WebNode, number: number): Promise<Comment> {
  const comment = await node.world.comments.byNumber(number);
  if (!comment) throw new Error(`There is no comment ${number}.`);
  return comment;
}
