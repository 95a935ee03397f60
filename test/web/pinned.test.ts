import { expect } from "chai";
import { longThread } from "../helpers/long-thread.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const address = encodeURIComponent(postUrl);

describe("a pinned comment", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
    for (const comment of longThread(60)) await node.world.comments.add(comment);
    await node.world.threads.raise("thread", await node.world.comments.counts("thread"));
  });
  afterEach(() => node.close());

  const send = (path: string, given: Record<string, string> = {}) => node.post(path, { csrf, ...given }, { cookie });
  const read = async (path: string) => (await node.get(path, { cookie })).text();
  const numbers = (html: string) =>
    [...html.matchAll(/<li class="an-item[^"]*" id="comment-(\d+)"/g)].map(([, n]) => Number(n));

  it("stands first on the page and in the embed, says so in the reader's language, and its link leads there", async () => {
    const before = await node.get(`/fragment?url=${address}`);
    const done = await send("/admin/comments/c58/pin", { back: "/admin/?tab=published" });
    const queue = await read(done.headers.get("location") ?? "");
    expect(queue).to.contain("It stands first in its thread.").and.contain(">Undo<").and.contain(">Pinned<");
    for (const path of [`/thread?url=${address}`, `/fragment?url=${address}`, `/fragment?url=${address}&sort=newest`]) {
      const html = await read(path);
      expect(numbers(html)[0], path).to.equal(58);
      expect(html.match(/<span class="an-badge">Pinned<\/span>/g), path).to.have.lengthOf(1);
    }
    for (const [lang, word] of Object.entries({
      de: "Angeheftet",
      fr: "Épinglé",
      es: "Fijado",
      ja: "固定",
      ar: "مثبَّت",
    }))
      expect(await read(`/fragment?url=${address}&lang=${lang}`)).to.contain(word);
    expect(numbers(await read(`/fragment?url=${address}&comment=58`)).slice(0, 2)).to.deep.equal([58, 1]);
    expect(numbers(await read(`/fragment?url=${address}&after=50`))).to.not.include(58);
    expect(await read(`/fragment?url=${address}&view=flat&after=50`), "in a row it says so in its place").to.contain(
      "Pinned",
    );
    const after = await node.get(`/fragment?url=${address}`);
    expect(after.headers.get("etag")).to.not.equal(before.headers.get("etag"));
  });

  it("is taken off by the same menu, and by undoing", async () => {
    const pinned = await send("/admin/comments/c58/pin");
    const undo = new URL(pinned.headers.get("location") ?? "", node.url).searchParams.get("undo") ?? "";
    await send("/admin/undo", { id: undo });
    expect(numbers(await read(`/fragment?url=${address}`))[0]).to.equal(1);
    await send("/admin/comments/c58/pin");
    expect(await read("/admin/?tab=published")).to.contain("/admin/comments/c58/unpin");
    await send("/admin/comments/c58/unpin");
    expect(numbers(await read(`/fragment?url=${address}`))[0]).to.equal(1);
  });

  it("is refused with a sentence where it cannot be", async () => {
    await node.put({ _id: "held", state: "held" });
    const refused = await send("/admin/comments/held/pin");
    expect(refused.status).to.equal(409);
    expect(await refused.text()).to.contain("approve it first");
    expect((await send("/admin/comments/nothing/pin")).status).to.equal(404);
  });
});
