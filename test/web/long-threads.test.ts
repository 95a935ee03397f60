import { expect } from "chai";
import { answering, longThread, type Shape } from "../helpers/long-thread.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const page = `/thread?url=${encodeURIComponent(postUrl)}`;
const fragment = `/fragment?url=${encodeURIComponent(postUrl)}`;

describe("long threads", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  async function fill(count: number, shape?: Shape) {
    for (const comment of longThread(count, shape)) await node.world.comments.add(comment);
    await node.world.threads.raise("thread", await node.world.comments.counts("thread"));
    node.clock.advance(250);
  }
  const html = async (path: string) => (await node.get(path)).text();
  const numbersIn = (text: string) =>
    [...text.matchAll(/<li class="an-item[^"]*" id="comment-(\d+)"/g)].map(([, n]) => Number(n));
  const linkTo = (text: string, rel: string) =>
    new RegExp(`<a class="an-page[^"]*" href="([^"]*)" data-query="([^"]*)" rel="${rel}"`)
      .exec(text)
      ?.slice(1)
      .map((part) => part.replaceAll("&amp;", "&"));

  it("lead from page to page by plain links, and count everything", async () => {
    await fill(300);
    const first = await html(page);
    expect(numbersIn(first)).to.have.lengthOf(50);
    expect(first).to.contain("300 comments");
    expect(linkTo(first, "prev")).to.equal(undefined);
    const [href = "", query] = linkTo(first, "next") ?? [];
    expect(query).to.equal("after=50");
    expect(href).to.equal(`${node.url}${page}&after=50`);
    const second = await html(href.slice(node.url.length));
    expect(numbersIn(second)[0]).to.equal(51);
    expect(linkTo(second, "prev")?.[1]).to.equal("before=51");
    expect(numbersIn(await html(`${page}&before=51`))).to.deep.equal(numbersIn(first));
    expect(linkTo(await html(`${page}&after=250`), "next")).to.equal(undefined);
  });

  it("are asked for by the same query as a fragment", async () => {
    await fill(120);
    expect(numbersIn(await html(`${fragment}&after=50`))[0]).to.equal(51);
    expect(numbersIn(await html(`${fragment}&sort=newest`))[0]).to.equal(120);
    expect(numbersIn(await html(`${fragment}&sort=newest&after=71`))[0]).to.equal(70);
  });

  it("keep each page apart in memory, and look at the thread alone for what is there", async () => {
    await fill(120);
    const first = await node.get(`${fragment}&after=50`);
    const etag = first.headers.get("etag") ?? "";
    expect((await node.get(`${fragment}&after=50`, { "if-none-match": etag })).status).to.equal(304);
    expect(numbersIn(await html(fragment))[0]).to.equal(1);
    expect(numbersIn(await html(`${fragment}&after=50`))[0]).to.equal(51);
  });

  it("offer the orders and views, and say which one is shown", async () => {
    await fill(3, (i) => ({ counts: { likes: i === 1 ? 5 : 0, boosts: 0 } }));
    const plain = await html(fragment);
    expect(plain).to.match(/data-query="sort=oldest"[^>]*aria-current="true">Oldest first/);
    expect(plain).to.match(/data-query="view=flat"[^>]*>In a row/);
    const top = await html(`${fragment}&sort=top`);
    expect(numbersIn(top)).to.deep.equal([2, 1, 3]);
    expect(top).to.match(/data-query="sort=top"[^>]*aria-current="true">Most liked/);
    expect(await html(`${fragment}&sort=newest&view=flat`)).to.contain('data-query="sort=oldest&amp;view=flat"');
  });

  it("begin as the owner wants it", async () => {
    await fill(3);
    await node.world.sites.set("site", { sort: "newest" });
    await node.world.sites.raiseEpoch("site");
    node.clock.advance(250);
    expect(numbersIn(await html(fragment))).to.deep.equal([3, 2, 1]);
    expect(numbersIn(await html(`${fragment}&sort=oldest`))).to.deep.equal([1, 2, 3]);
  });

  it("say in a row whom each answers, and lead there", async () => {
    await fill(120, (i, before) =>
      i === 2
        ? { state: "removed" }
        : answering(i === 119 ? before[0] : i === 118 ? before[117] : i === 117 ? before[2] : undefined),
    );
    const row = await html(`${fragment}&view=flat&sort=newest`);
    expect(row).to.match(
      /in reply to <a class="an-answered" href="[^"]*&amp;comment=1#comment-1" data-query="sort=newest&amp;view=flat&amp;comment=1"/,
    );
    expect(row).to.contain("in reply to a comment that is not shown");
    expect(row).to.contain('<span class="an-number" dir="ltr">#118</span> <time');
    expect(numbersIn(row).slice(0, 3)).to.deep.equal([120, 119, 118]);
    expect(row).to.not.contain('<ol class="an-list">');
  });

  it("lead on to the answers that have no room", async () => {
    await fill(400, (i, before) => answering(i === 0 || i > 390 ? undefined : before[0]));
    const first = await html(page);
    const [, href = "", words = ""] =
      /<p class="an-rest"><a class="an-page" href="([^"]*)"[^>]*>([^<]*)</.exec(first) ?? [];
    expect(words).to.equal(`${390 - (numbersIn(first).length - 10)} more answers`);
    const rest = await html(href.slice(node.url.length).replaceAll("&amp;", "&").replace(/#.*/, ""));
    expect(numbersIn(rest)[0]).to.equal(1);
    expect(numbersIn(rest)[1]).to.equal(numbersIn(first).length - 10 + 2);
    expect(rest).to.contain("Show all comments");
  });

  describe("with a link to one comment", () => {
    it("open the page that holds it, among what it answers, and mark it", async () => {
      await fill(700, (i, before) => answering(i % 2 === 1 ? before[i - 1] : undefined));
      const answer = await node.get(`${page}&comment=640`);
      expect(answer.status).to.equal(200);
      const text = await answer.text();
      expect(text).to.match(/<li class="an-item an-target" id="comment-640" data-parent="639"/);
      expect(text).to.contain('id="comment-639"').and.contain('id="isso-640"');
      expect(text).to.contain(`href="${node.url}${page.replaceAll("&", "&amp;")}&amp;comment=640#comment-640"`);
    });

    it("say so honestly where it is not to be seen, with the thread below", async () => {
      await fill(5, (i) => (i === 1 ? { hiddenBy: "owner" } : {}));
      for (const number of [2, 99]) {
        const answer = await node.get(`${page}&comment=${number}`);
        expect(answer.status).to.equal(404);
        const text = await answer.text();
        expect(text).to.contain("The comment that you look for is not here").and.contain('id="comment-1"');
      }
      expect((await node.get(`${fragment}&comment=99`)).status).to.equal(200);
    });

    it("find it again once it is shown", async () => {
      await fill(3, (i) => (i === 1 ? { hiddenBy: "owner" } : {}));
      expect((await node.get(`${page}&comment=2`)).status).to.equal(404);
      const comment = await node.world.comments.byNumber(2);
      await node.world.comments.change({ _id: "c2", number: 1, version: comment?.version ?? 0 }, { hiddenBy: null });
      await node.world.threads.raise("thread", { published: 3, held: 0 });
      node.clock.advance(250);
      expect((await node.get(`${page}&comment=2`)).status).to.equal(200);
    });

    it("put the form below the comment that is answered, wherever that is", async () => {
      await fill(300);
      const text = await html(`${page}&reply=290`);
      expect(text).to.match(/id="comment-290"[\s\S]*name="parent" value="290"[\s\S]*<\/li>/);
    });
  });

  it("lead who thinks better of an answer back to what they would have answered", async () => {
    await fill(300);
    const text = await html(`${page}&reply=290`);
    expect(text).to.match(/class="an-cancel" href="[^"]*&amp;comment=290#comment-290"/);
  });

  it("say what is wrong with an address", async () => {
    await fill(2);
    for (const query of ["sort=best", "view=grid", "after=x", "after=99", "comment=-1"]) {
      const answer = await node.get(`${page}&${query}`);
      expect(answer.status, query).to.equal(422);
      const drawn = await node.get(`${fragment}&${query}`);
      expect(await drawn.text(), query).to.contain("an-problem");
    }
  });

  it("show a visitor what of theirs waits, where it will stand", async () => {
    await node.world.sites.set("site", { moderation: "first" });
    await fill(300);
    const started = await node.started();
    const answer = await node.post("/comments", { url: postUrl, text: "Let me in", started, parent: "290" });
    const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const to = new URL(answer.headers.get("location") ?? "");
    const mine = await node.get(to.pathname + to.search, { cookie });
    expect(mine.status).to.equal(200);
    const text = await mine.text();
    expect(text).to.match(
      /id="comment-290"[\s\S]*<li class="an-item an-held an-target"[^>]*data-parent="290"[\s\S]*Let me in/,
    );
  });
});
