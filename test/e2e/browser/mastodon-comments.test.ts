import { expect } from "chai";
import { postNumber } from "../../../src/domain/post-number.ts";
import { mira } from "../../helpers/comment.ts";
import { describeEmbed } from "../../helpers/embed-blog.ts";

/** What such pages do: ask for the post and its context, and hang each comment below the one whose id it names. */
const byId = (node: string, id: string) => `
<h2 id="count"></h2><a id="answer">Answer</a><div id="list"></div>
<script>
  const host = ${JSON.stringify(node)}, tootId = ${JSON.stringify(id)};
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
  const handle = ({ acct, url }) => "@" + acct + (acct.includes("@") ? "" : "@" + new URL(url).host);
  function draw(all, above, depth) {
    for (const toot of all.filter((one) => one.in_reply_to_id === above).sort((a, b) => a.created_at.localeCompare(b.created_at))) {
      let name = escape(toot.account.display_name);
      toot.account.emojis.forEach((emoji) => { name = name.replace(":" + emoji.shortcode + ":", "<img alt='' src='" + emoji.static_url + "'>"); });
      const item = document.createElement("article");
      item.style.marginLeft = 40 * depth + "px";
      item.dataset.depth = depth;
      item.innerHTML = "<img class='face' width=60 height=60 alt='' src='" + escape(toot.account.avatar_static) + "'><b>" + name + "</b> <i>" +
        escape(handle(toot.account)) + "</i> <a class='when' href='" + escape(toot.url) + "'><time>" + new Date(toot.created_at).toLocaleString() +
        (toot.edited_at ? "*" : "") + "</time></a><div class='text'>" + toot.content + "</div>" +
        toot.media_attachments.map((file) => "<a href='" + file.url + "'>" + escape(file.description || file.type) + "</a>").join("") +
        "<small>" + toot.replies_count + " answers, " + toot.favourites_count + " likes</small>";
      document.getElementById("list").append(item);
      draw(all, toot.id, depth + 1);
    }
  }
  document.getElementById("answer").href = host + "/@blog/" + tootId;
  fetch(host + "/api/v1/statuses/" + tootId).then((answer) => answer.json()).then((toot) => {
    document.getElementById("count").textContent = toot.replies_count + " comments";
  });
  fetch(host + "/api/v1/statuses/" + tootId + "/context").then((answer) => answer.json()).then(({ descendants }) => {
    draw(descendants, tootId, 0);
    document.body.dataset.drawn = "yes";
  });
</script>`;

/** Others take the address of the post apart, and rely on the order of what they get. */
const byAddress = (address: string) => `
<ul id="root"></ul>
<script>
  const url = new URL(${JSON.stringify(address)});
  const id = url.pathname.match(/\\/(\\d+)$/)[1];
  fetch(url.origin + "/api/v1/statuses/" + id + "/context", { headers: { Authorization: "Bearer none" } })
    .then((answer) => answer.json())
    .then(({ descendants }) => {
      const lists = new Map([[id, document.getElementById("root")]]);
      for (const toot of descendants) {
        if (toot.visibility !== "public") continue;
        const item = document.createElement("li"), list = document.createElement("ul");
        item.innerHTML = "<em>@" + toot.account.username + "@" + new URL(toot.account.url).host + "</em><div>" + toot.content + "</div>";
        item.append(list);
        lists.get(toot.in_reply_to_id).append(item);
        lists.set(toot.id, list);
      }
      document.body.dataset.drawn = "yes";
    });
</script>`;

describeEmbed("a page with “Mastodon comments”", (at) => {
  async function openWith(widget: (node: string, id: string) => string): Promise<string> {
    const { node, page, home } = at();
    const opened = await node.openThread(`${home}post`, { wait: true });
    const id = opened.kind === "thread" ? postNumber(opened.thread._id) : "";
    at().body = () => widget(node.url, id);
    await page.goto(`${home}post`);
    await page.waitForSelector("[data-drawn=yes]");
    return id;
  }

  it("shows the thread of this node: who wrote, in which place, and by which name others know them", async () => {
    const { node, page, seed } = at();
    const zoe = { kind: "visitor", name: "Zoe <i>", website: "https://zoe.example/", email: null, hash: "h" } as const;
    await seed("a", "First", { author: zoe, votes: { up: 2, down: 0 } });
    await seed("b", "From afar", {
      author: mira,
      origin: "fediverse",
      parent: "a",
      remote: { id: "https://far.example/1", url: "https://far.example/@mira/1" },
    });
    await seed("gone", "Deleted", { state: "removed", parent: "b" });
    await seed("c", "Below what is gone", { parent: "gone" });
    await seed("held", "Waits", { state: "held" });
    const id = await openWith(byId);
    await page.waitForFunction("document.getElementById('count').textContent !== ''");
    expect(await page.textContent("#count")).to.equal("3 comments");
    const shown = await page.$$eval("article", (all) =>
      all.map((one) => [
        one.getAttribute("data-depth"),
        one.querySelector("b")?.textContent,
        one.querySelector("i")?.textContent,
        one.querySelector(".text")?.textContent,
        one.querySelector("small")?.textContent,
      ]),
    );
    const host = new URL(node.url).host;
    expect(shown).to.deep.equal([
      ["0", "Zoe <i>", `@blog_guests@${host}`, "First", "1 answers, 2 likes"],
      ["1", "Mira", "@mira@far.example", "From afar", "1 answers, 0 likes"],
      ["2", "Anna", `@blog_guests@${host}`, "Below what is gone", "0 answers, 0 likes"],
    ]);
    await page.waitForFunction(
      "[...document.querySelectorAll('.face')].every((face) => face.complete && face.naturalWidth > 0)",
    );
    expect(await page.getAttribute("#answer", "href")).to.equal(`${node.url}/@blog/${id}`);
    const led = await page.request.get(`${node.url}/@blog/${id}`, { maxRedirects: 0 });
    expect(led.status()).to.equal(302);
  });

  it("shows it where the address of the post is taken apart, and a token is sent along", async () => {
    const { node, page, seed } = at();
    await seed("a", "First");
    await seed("b", "Second", { parent: "a" });
    await openWith((url, id) => byAddress(`${url}/@blog/${id}`));
    expect(await page.textContent("#root > li > ul > li > div")).to.equal("Second");
    expect(await page.textContent("#root > li > em")).to.equal(`@blog_guests@${new URL(node.url).host}`);
  });
});
