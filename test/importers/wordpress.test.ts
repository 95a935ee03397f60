import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { createReading } from "../helpers/reading.ts";
import { type WordpressComment, wordpressXml } from "../helpers/wordpress-xml.ts";

describe("importers: WordPress", () => {
  const { read, problemOf, clear } = createReading("wordpress");
  after(clear);

  const one = (...comments: WordpressComment[]) => wordpressXml([{ id: "7", comments }]);
  const textsOf = async (content: string) =>
    (await read(one({ id: "1", content }))).comments.map(({ source }) => source.text);

  for (const version of ["1.0", "1.1", "1.2", "1.3"]) {
    it(`reads version ${version}: pages, answers, authors, times`, async () => {
      const posts = [
        {
          id: "7",
          title: "Tom &amp; Jerry",
          comments: [
            { id: "1", author: "Ben", email: "ben@example.org", url: "https://ben.example", user: "3" },
            { id: "2", parent: "1" },
          ],
        },
        { id: "8", comments: [] },
      ];
      const { threads, comments, faults, notes } = await read(wordpressXml(posts, { version }));
      expect([faults, notes]).to.deep.equal([[], []]);
      expect(threads).to.deep.equal([
        {
          kind: "thread",
          id: "1",
          address: "https://blog.example/post-7/",
          title: "Tom & Jerry",
          identifiers: ["https://blog.example/?p=7"],
        },
      ]);
      const [first, answer] = comments;
      expect(first).to.deep.include({
        label: "comment 1",
        thread: "1",
        parent: null,
        number: null,
        state: "published",
        source: { text: "<p>Text 1</p>", type: "text/html" },
        createdAt: new Date("2013-03-04T05:06:07Z"),
      });
      expect(first?.author).to.deep.include({ name: "Ben", email: "ben@example.org", website: "https://ben.example" });
      expect(answer?.parent).to.equal(first?.id);
    });
  }

  it("keeps what waits and what is spam, and empties what lies in the bin", async () => {
    const { comments } = await read(
      one(
        ...["1", "0", "spam", "trash", "post-trashed", "something new"].map((approved, i) => ({
          id: `${i}`,
          approved,
        })),
      ),
    );
    expect(comments.map(({ state }) => state)).to.deep.equal([
      "published",
      "held",
      "spam",
      "removed",
      "removed",
      "held",
    ]);
  });

  it("takes pingbacks and trackbacks for comments where it is told to, and says what it leaves out", async () => {
    const text = one(
      { id: "1", type: "" },
      { id: "2", type: "pingback" },
      { id: "3", type: "trackback" },
      { id: "4", type: "webmention" },
      { id: "5", type: "review" },
      { id: "6", type: "order_note", content: "Called the customer" },
      { id: "7", type: "like" },
    );
    const left = await read(text);
    expect(left.comments.map(({ label }) => label)).to.deep.equal(["comment 1", "comment 5"]);
    expect(left.notes.map(({ outcome, reason, place }) => `${outcome} ${place} ${reason}`)).to.deep.equal([
      ...[2, 3, 4].map((id) => `left comment ${id} pingbacks and trackbacks; --pings comments brings them along`),
      "left comment 6 what is no comment (“order_note”)",
      "left comment 7 what is no comment (“like”)",
    ]);
    const taken = await read(text, { pings: "comments" });
    expect(taken.comments.map(({ label }) => label)).to.deep.equal([1, 2, 3, 4, 5].map((id) => `comment ${id}`));
  });

  it("leaves out what stands below posts that not everybody may read, or takes it along hidden", async () => {
    const posts = ["publish", "inherit", "private", "draft", "trash", "publish"].map((status, i) => ({
      id: `${i}`,
      status,
      password: i === 5 ? "secret" : "",
      title: `Post ${i}`,
      comments: [{ id: `${i}` }],
    }));
    const left = await read(wordpressXml(posts));
    expect(left.comments.map(({ label, hidden }) => [label, hidden])).to.deep.equal([
      ["comment 0", undefined],
      ["comment 1", undefined],
    ]);
    expect(left.threads.map(({ title }) => title)).to.deep.equal(["Post 0", "Post 1"]);
    expect(left.notes).to.have.length(4);
    const taken = await read(wordpressXml(posts), { private: "hidden" });
    expect(taken.comments.map(({ hidden }) => hidden)).to.deep.equal([undefined, undefined, true, true, true, true]);
  });

  it("reads the blog's own time where there is no other, in the zone that it is told", async () => {
    const zeros = "0000-00-00 00:00:00";
    const text = one({ id: "1", gmt: zeros }, { id: "2", gmt: "" }, { id: "3", gmt: zeros, date: zeros }, { id: "4" });
    const dates = async (values: Record<string, string>) =>
      (await read(text, values)).comments.map(({ createdAt }) => createdAt?.toISOString() ?? null);
    const utc = "2013-03-04T05:06:07.000Z";
    const local = "2013-03-04T07:06:07.000Z";
    expect(await dates({})).to.deep.equal([local, local, null, utc]);
    expect(await dates({ zone: "+02:00" })).to.deep.equal([utc, utc, null, utc]);
    expect((await read(text, { zone: "+02:00" })).notes.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
      ["changed", "dates in the blog's own time, taken as +02:00"],
      ["changed", "dates in the blog's own time, taken as +02:00"],
    ]);
    expect(await problemOf(text, { zone: "Berlin" })).to.match(/^invalid: “Berlin” is no offset/);
  });

  it("makes paragraphs and line breaks as WordPress shows them", async () => {
    expect(await textsOf("One\ntwo\r\n\r\nThree")).to.deep.equal(["<p>One<br>\ntwo</p>\n<p>Three</p>"]);
    expect(await textsOf("A<br />\nb")).to.deep.equal(["<p>A<br>\nb</p>"]);
    expect(await textsOf("<p>Own</p>\n\n<blockquote>Said\nso</blockquote>")).to.deep.equal([
      "<p>Own</p>\n<blockquote>Said\nso</blockquote>",
    ]);
    expect(await textsOf("Look:\n<pre>a\n\nb</pre>\nso")).to.deep.equal(["<p>Look:</p>\n<pre>a\n\nb</pre>\n<p>so</p>"]);
    expect(await textsOf("[gallery ids=1] :) \\o/")).to.deep.equal(["<p>[gallery ids=1] :) \\o/</p>"]);
  });

  it("reads texts with and without CDATA, split, and names that were escaped twice", async () => {
    expect(await textsOf("a ]]> b")).to.deep.equal(["<p>a ]]> b</p>"]);
    const bare = one({ id: "1", author: "Tom &amp;amp; O&#039;Neill" }).replace(
      "<![CDATA[Text 1]]>",
      "&lt;b&gt;x&lt;/b&gt; &amp;amp; y",
    );
    const { comments } = await read(bare);
    expect(comments[0]?.source.text).to.equal("<p><b>x</b> &amp; y</p>");
    expect(comments[0]?.author.name).to.equal("Tom & O'Neill");
  });

  it("finds posts without a link or a title by their number, and attachments as well", async () => {
    const posts = [
      { id: "7", link: "", title: "", comments: [{ id: "1" }] },
      { id: "8", link: "https://blog.example/?p=8", comments: [{ id: "2" }] },
      { id: "9", type: "attachment", status: "inherit", comments: [{ id: "3" }] },
    ];
    const { threads } = await read(wordpressXml(posts));
    expect(threads.map(({ address, title, identifiers }) => [address, title, identifiers])).to.deep.equal([
      ["https://blog.example/?p=7", "", []],
      ["https://blog.example/?p=8", "A post", []],
      ["https://blog.example/post-9/", "A post", ["https://blog.example/?p=9"]],
    ]);
  });

  it("takes posts without a link for those of the blog that it is read for, where the file names none", async () => {
    const text = wordpressXml([{ id: "7", link: "", title: "", comments: [{ id: "1" }] }]);
    const nameless = text
      .replace(/<wp:base_blog_url>[^<]*<\/wp:base_blog_url>/, "")
      .replace(/<link>https:\/\/blog\.example\/?<\/link>/, "");
    expect((await read(nameless)).threads.map(({ address }) => address)).to.deep.equal(["/?p=7"]);
  });

  it("tells of a comment that is never closed", async () => {
    const { comments, faults } = await read(
      one({ id: "1" }, { id: "2" }).replace(/<\/wp:comment>(?![\s\S]*<\/wp:comment>)/, ""),
    );
    expect(comments.map(({ label }) => label)).to.deep.equal(["comment 1"]);
    expect(faults.map(({ place }) => place)).to.deep.equal(["<wp:comment>"]);
  });

  it("takes several files of one blog for one, and two blogs for two", async () => {
    const idOf = async (blog: string) =>
      (await read(wordpressXml([{ id: "7", comments: [{ id: "1" }] }], { blog }))).comments[0]?.id;
    expect(await idOf("https://blog.example/")).to.equal(await idOf("http://BLOG.example"));
    expect(await idOf("https://blog.example")).to.not.equal(await idOf("https://other.example"));
  });

  it("reads other prefixes, names that others share, and posts with more parts than are held", async () => {
    const meta = "<wp:postmeta><wp:meta_key>k</wp:meta_key></wp:postmeta>".repeat(500);
    const strange = `<wfw:comment>x</wfw:comment><comment>y</comment>${"<x:y xmlns:x='urn:x'/>".repeat(500)}`;
    const text = wordpressXml([{ id: "7", more: meta + strange, comments: [{ id: "1" }] }]);
    for (const one of [
      text,
      text.replaceAll("wp:", "w:").replaceAll(":wp=", ":w="),
      text.replaceAll("http://w", "https://w"),
    ]) {
      expect((await read(one)).comments.map(({ label }) => label)).to.deep.equal(["comment 1"]);
    }
  });

  it("reads a post with many comments without holding them", async () => {
    const comments = Array.from({ length: 3_000 }, (_, i) => ({ id: `${i + 1}` }));
    expect((await read(one(...comments))).comments).to.have.length(3_000);
  });

  it("unpacks, counts what has no id, tells of files that are cut short or none", async () => {
    const text = one({ id: "1" }, { id: "" }, { id: "3" });
    const whole = await read(gzipSync(text));
    expect(whole.comments.map(({ label }) => label)).to.deep.equal(["comment 1", "comment 3"]);
    expect(whole.faults.map(({ reason }) => reason)).to.deep.equal(["a comment without an id"]);
    const cut = await read(text.slice(0, text.indexOf("Text 3")));
    expect(cut.faults.at(-1)?.reason).to.contain("ends in the middle");
    expect(await problemOf("<html></html>")).to.match(/^invalid: .* is no export of WordPress/);
  });

  it("puts no entity in but XML's own, and opens nothing", async () => {
    const doctype = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY file SYSTEM "file:///etc/passwd">]>';
    const text = one({ id: "1" }).replace("<rss ", `${doctype}<rss `).replace("<![CDATA[Text 1]]>", "&a;&file;");
    expect((await read(text)).comments[0]?.source.text).to.equal("<p>&a;&file;</p>");
  });
});
