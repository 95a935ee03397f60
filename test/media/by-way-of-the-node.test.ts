import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type FarPerson, startFarPerson } from "../helpers/far-person.ts";
import { pictures } from "../helpers/pictures.ts";

const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" };

/** A picture on its way from a server of emoji, past a whole node, to a reader. */
describe("a server's own emoji", () => {
  const clock = createTestClock();
  let blog: Blog;
  let node: TestNode;
  let quinn: FarPerson;
  let third: Server;
  let asked: { url: string; headers: NodeJS.Dict<string | string[]> }[];

  before(async () => {
    asked = [];
    third = createServer((req, res) => {
      asked.push({ url: req.url ?? "", headers: req.headers });
      // Called anything but what it is.
      res.setHeader("content-type", "text/html");
      res.end(req.url === "/cat.png" ? pictures["image/png"] : "<script>alert(1)</script>");
    });
    third.listen(0, "127.0.0.1");
    await once(third, "listening");
    blog = await startBlog();
    blog.publish({ slug: "tea", title: "Tea" });
    quinn = await startFarPerson();
    node = await startNode(clock, { ANTIPHON_SITE: blog.home });
    await node.page(blog.urlOf("tea"));
    await settle(node);
  });
  after(async () => {
    await node?.close();
    await quinn?.close();
    await blog?.close();
    third?.closeAllConnections();
    third?.close();
  });

  it("is shown to readers, and its server hears of the node alone", async () => {
    const home = `http://localhost:${(third.address() as AddressInfo).port}`;
    const post = await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(blog.urlOf("tea"))}`, {
      headers: { accept: "application/activity+json" },
    });
    const { id: object } = (await post.json()) as { id: string };
    for (const name of ["cat.png", "page.html"]) {
      const tag = [{ type: "Emoji", name: `:${name.slice(0, 3)}:`, icon: { type: "Image", url: `${home}/${name}` } }];
      const content = `:${name.slice(0, 3)}:`;
      const react = { id: `${quinn.origin}/${name}`, type: "EmojiReact", actor: quinn.id, object, content, tag };
      expect(await quinn.say(node, clock, react)).to.equal(202);
    }
    await settle(node);

    const html = await node.page(blog.urlOf("tea"));
    expect(html).to.not.include(home);
    const addresses = [...html.matchAll(/<img class="an-emoji" src="([^"]*)" alt=":(\w+):"/g)];
    expect(addresses.map(([, , name]) => name)).to.have.members(["cat", "pag"]);
    expect(asked, "before anybody looked").to.deep.equal([]);
    const [cat = "", page = ""] = ["cat", "pag"].map((wanted) => addresses.find(([, , name]) => name === wanted)?.[1]);

    const shown = await fetch(cat, { headers: { ...browser, cookie: "secret=1", referer: "https://reader.example/" } });
    expect([shown.status, shown.headers.get("content-type")]).to.deep.equal([200, "image/png"]);
    expect(Buffer.from(await shown.arrayBuffer())).to.deep.equal(pictures["image/png"]);
    expect(asked[0]?.headers["user-agent"]).to.match(/^Antiphon\//);
    expect(asked[0]?.headers).to.not.have.any.keys("cookie", "referer", "x-forwarded-for");

    expect((await fetch(page, { headers: browser })).status, "what is no picture").to.equal(415);
    expect((await fetch(cat, { headers: { "user-agent": "Antiphon/9 (+https://x.example)" } })).status).to.equal(403);
    expect((await fetch(`${cat}A`, { headers: browser })).status, "another address").to.equal(404);

    await createBlock(node.world)({ kind: "host", value: "localhost" }, owner);
    expect((await fetch(cat, { headers: browser })).status, "from a blocked server").to.equal(404);
    expect(asked).to.have.lengthOf(2);
  });
});
