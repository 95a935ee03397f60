import { postUrl, startWebNode, type WebNode } from "../../test/helpers/web.ts";
import { canariesIn } from "./active.ts";
import { scramble } from "./mutate.ts";
import { nastyTexts } from "./nasty.ts";
import type { Random } from "./random.ts";
import { type Bounds, cpuMs, faultOfAnswer, makeTries, type Outcome } from "./tries.ts";

type Fields = Record<string, string>;

const forms = [
  "/comments",
  "/comments/preview",
  "/from-home",
  "/own",
  "/comments/1/edit",
  "/comments/1/delete",
  "/login",
];
const pages = ["/fragment", "/thread", "/from-home", "/own", "/ap/posts", "/.well-known/webfinger", "/admin/", "/"];

/** Bent forms and addresses at a whole web: no fault of ours, nothing slow, nothing that acts on a page. */
export async function fuzzForms(bounds: Bounds): Promise<Outcome> {
  const node = await startWebNode();
  const answers: Record<string, number> = {};
  try {
    return await makeTries("forms", bounds, answers, async (random, i) => {
      node.clock.advance(i % 5 === 0 ? 601_000 : 5_000);
      const { what, send } = random.oneIn(3) ? aPage(node, random) : await aForm(node, random);
      const { value, ms } = await cpuMs(send);
      answers[value.status] = (answers[value.status] ?? 0) + 1;
      // What is no page is drawn by nobody.
      const canaries = /html/.test(value.type) ? canariesIn(value.body) : [];
      if (canaries.length > 0) return `${canaries.join()} on the page for ${what}`;
      return faultOfAnswer(value, ms, what) ?? (i % 50 === 0 ? faultOfThread(node) : null);
    });
  } finally {
    await node.close();
  }
}

async function aForm(node: WebNode, random: Random) {
  const path = random.pick(forms);
  const good: Fields = {
    url: postUrl,
    parent: "",
    text: "Fine words",
    author: "Anna",
    email: "",
    website: "",
    started: await node.started(),
    subject: "",
    server: "@ada@social.example",
    comment: "",
    key: "x",
    token: "x",
  };
  const bent = bendFields(good, random);
  const headers = random.oneIn(5) ? { accept: random.pick(["*/*", "application/json", "text/html", ";;,q="]) } : {};
  return { what: `${path} ${JSON.stringify(bent).slice(0, 300)}`, send: () => read(node.post(path, bent, headers)) };
}

function aPage(node: WebNode, random: Random) {
  const query = new URLSearchParams(
    bendFields({ url: postUrl, reply: "1", comment: "1", resource: "acct:blog@x" }, random),
  );
  const path = `${random.pick(pages)}${random.oneIn(4) ? encodeURI(scramble("/x", random)) : ""}?${query}`;
  return { what: path.slice(0, 300), send: () => read(node.get(path)) };
}

function bendFields(good: Fields, random: Random): Fields {
  const bent = { ...good };
  for (let i = random.int(3); i >= 0; i--) {
    const name = random.pick(Object.keys(bent));
    const choice = random.int(4);
    if (choice === 0) delete bent[name];
    else if (choice === 1) bent[name] = scramble(bent[name] ?? "", random);
    else bent[name] = random.pick(nastyTexts);
  }
  return bent;
}

async function faultOfThread(node: WebNode): Promise<string | null> {
  const { body } = await read(node.get(`/thread?url=${encodeURIComponent(postUrl)}`));
  const canaries = canariesIn(body);
  return canaries.length > 0 ? `${canaries.join()} on the page of the thread` : null;
}

async function read(answer: Promise<Response>): Promise<{ status: number; type: string; body: string }> {
  const response = await answer;
  return { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.text() };
}
