import { type ComposedNode, compose } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Log } from "../../src/domain/ports.ts";
import type { TestClock } from "./clock.ts";
import { freePort } from "./free-port.ts";

const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What a form was answered with; `cookie` is what a browser would send from then on. */
export interface Answered {
  status: number;
  html: string;
  location: string;
  cookie: string;
}

/** A whole node as an operator would run it, on loopback, its jobs run by `settle` alone. */
export interface TestNode extends ComposedNode {
  /** The page of a thread as a reader without scripts sees it. */
  page(url: string): Promise<string>;
  /** Fills in and sends the form of that page; the answer is what the browser would show. */
  post(url: string, fields: Record<string, string>): Promise<Answered>;
  /** Sends any form of the node, as its own pages do. */
  send(path: string, fields: Record<string, string>, cookie?: string): Promise<Answered>;
  /** The visible comments of a thread by their text. */
  texts(url: string): Promise<string[]>;
  find(text: string): Promise<Comment>;
}

/** Starts a node with private addresses allowed, its store in memory unless another is named. */
export async function startNode(
  clock: TestClock,
  env: Record<string, string> = {},
  log: Log = silent,
): Promise<TestNode> {
  const url = env["ANTIPHON_URL"] ?? `http://localhost:${await freePort()}`;
  const config = readConfig({
    ANTIPHON_URL: url,
    ANTIPHON_STORE: "sqlite::memory:",
    ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true",
    ANTIPHON_MODERATION: "none",
    ...env,
  });
  const node = await compose(config, { clock, log, idle: true });
  await node.listen();
  await node.sweep();

  async function send(path: string, fields: Record<string, string>, cookie = "") {
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { origin: url, accept: "text/html", cookie },
      redirect: "manual",
    });
    const set = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    return {
      status: answer.status,
      html: await answer.text(),
      location: answer.headers.get("location") ?? "",
      cookie: set,
    };
  }

  async function page(address: string): Promise<string> {
    // A node trusts what it read of a thread for 200 ms.
    clock.advance(1_000);
    return (await fetch(`${url}/thread?url=${encodeURIComponent(address)}`)).text();
  }

  return {
    ...node,
    page,
    send,
    async post(address, fields) {
      const hidden = hiddenFields(await page(address));
      clock.advance(5_000);
      return send("/comments", { ...hidden, ...fields });
    },
    async texts(address) {
      return visibleTexts(await page(address));
    },
    async find(text) {
      const { items } = await node.world.comments.inState("published", { limit: 500 });
      const found = items.find((comment) => node.world.html.toText(comment.html, 1000).includes(text));
      if (!found)
        throw new Error(
          `No published comment says “${text}”; there are: ${items.map((item) => item.html).join(" | ")}`,
        );
      return found;
    },
  };
}

/** Lets nodes do what they owe each other until nothing is left. */
export async function settle(...nodes: readonly ComposedNode[]): Promise<void> {
  for (let round = 0; round < 4; round++) for (const node of nodes) await node.drain();
}

/** The hidden fields of the form that a page of comments ends with. */
export function hiddenFields(html: string): Record<string, string> {
  const form = /<form[^>]*id="antiphon-form"[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]));
}

function visibleTexts(html: string): string[] {
  const bodies = html.matchAll(/<div class="[^"]*\be-content\b[^"]*"[^>]*>([\s\S]*?)<\/div>/g);
  return [...bodies].map(([, body = ""]) =>
    body
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
}
