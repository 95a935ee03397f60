import { expect } from "chai";
import { createReading } from "../helpers/reading.ts";

/** A post of a topic, written by us in the shape of Discourse's answers. */
const post = (post_number: number, given: object = {}) => ({
  id: 100 + post_number,
  name: "Anna",
  username: "anna77",
  avatar_template: "/user_avatar/f/anna77/{size}/1.png",
  created_at: "2020-07-05T09:28:36.371Z",
  updated_at: "2020-07-06T00:00:00.000Z",
  cooked: `<p>Text ${post_number}</p>`,
  post_number,
  post_type: 1,
  reply_to_post_number: null,
  topic_id: 7,
  version: 1,
  actions_summary: [{ id: 2, count: 3 }],
  hidden: false,
  deleted_at: null,
  user_deleted: false,
  ...given,
});

/** The first post of a topic that was made for a page. */
const stub = post(1, {
  cooked:
    "<p>The article</p><a href='https://elsewhere.example/'>x</a><hr><small>This is a companion discussion topic for the original entry at <a href='https://blog.example/post?a=1&amp;b=2'>https://blog.example/post</a></small>",
});

const topic = (posts: object[], given: object = {}) => ({
  post_stream: { posts, stream: posts.map((one) => (one as { id: number }).id) },
  id: 7,
  title: "A post",
  archetype: "regular",
  ...given,
});

describe("importers: Discourse", () => {
  const { read, problemOf, clear } = createReading("discourse");
  after(clear);

  const text = (...answers: object[]) => answers.map((answer) => JSON.stringify(answer)).join("\n");

  it("reads a topic: the page that it was made for, answers by number, likes, edits", async () => {
    const { threads, comments, faults, notes } = await read(
      text(
        topic([stub, post(2), post(4, { reply_to_post_number: 2, version: 2 }), post(5, { reply_to_post_number: 1 })]),
      ),
    );
    expect(faults).to.deep.equal([]);
    expect(threads).to.deep.equal([
      { kind: "thread", id: "7", address: "https://blog.example/post?a=1&b=2", title: "A post", identifiers: [] },
    ]);
    const [first, answer, top] = comments;
    expect(first).to.deep.include({
      parent: null,
      source: { text: "<p>Text 2</p>", type: "text/html" },
      createdAt: new Date("2020-07-05T09:28:36.371Z"),
      editedAt: null,
      votes: { up: 3, down: 0 },
    });
    expect(first?.author).to.deep.include({ name: "Anna", website: "", email: "", identity: "discourse anna77" });
    expect([answer?.parent, answer?.editedAt, top?.parent]).to.deep.equal([
      first?.id,
      new Date("2020-07-06T00:00:00Z"),
      null,
    ]);
    expect(notes.map(({ reason }) => reason)).to.deep.equal(["first posts of topics, which stand for the article"]);
  });

  it("puts pages of one topic together, and says which posts are missing", async () => {
    const whole = topic([stub, post(2)]);
    whole.post_stream.stream.push(103, 104);
    const page = { post_stream: { posts: [post(3), post(2)] }, id: 7 };
    for (const answers of [
      [whole, page],
      [page, whole],
    ]) {
      const { threads, comments, faults } = await read(text(...answers));
      expect(threads).to.have.length(1);
      expect(new Set(comments.map(({ label }) => label))).to.deep.equal(new Set(["post 7/2", "post 7/3"]));
      expect(faults.map(({ place }) => place)).to.deep.equal(["/t/7/posts.json?post_ids[]=104"]);
    }
  });

  it("takes what people said, and neither whispers nor private messages", async () => {
    const kinds = [1, 2, 3, 4, 9].map((post_type) => post(post_type + 1, { post_type }));
    const { comments, notes } = await read(text(topic([stub, ...kinds])));
    expect(comments.map(({ label }) => label)).to.deep.equal(["post 7/2"]);
    expect(notes.slice(1).map(({ reason }) => reason)).to.deep.equal([
      "what moderators did",
      "what was done with a topic, such as closing it",
      "whispers among moderators",
      "posts of an unknown kind",
    ]);
    const secret = await read(text(topic([stub, post(2)], { archetype: "private_message" })));
    expect(secret.comments).to.deep.equal([]);
    expect(secret.notes.map(({ reason }) => reason)).to.deep.equal(["private messages", "private messages"]);
  });

  it("hides what was hidden, and empties what was deleted", async () => {
    const { comments } = await read(
      text(
        topic([
          stub,
          post(2, { hidden: true }),
          post(3, { deleted_at: "2020-07-07T00:00:00Z" }),
          post(4, { user_deleted: true }),
        ]),
      ),
    );
    expect(comments.map(({ state, hidden = false }) => `${state} ${hidden}`)).to.deep.equal([
      "published true",
      "removed false",
      "removed false",
    ]);
  });

  it("takes the page that it is told, or the link of the topic; counts reactions", async () => {
    const bare = [
      post(1),
      post(2, {
        name: null,
        reactions: [
          { id: "heart", count: 4 },
          { id: "laughing", count: 2 },
        ],
      }),
    ];
    expect((await read(text(topic(bare)))).threads[0]?.address).to.equal("");
    const linked = topic(bare, { featured_link: "https://blog.example/linked" });
    expect((await read(text(linked))).threads[0]?.address).to.equal("https://blog.example/linked");
    const { threads, comments } = await read(text(linked), { page: "/post", forum: "https://forum.example/" });
    expect(threads[0]?.address).to.equal("/post");
    expect(comments[0]).to.deep.include({ votes: { up: 6, down: 0 } });
    expect(comments[0]?.author).to.deep.include({ name: "anna77", website: "https://forum.example/u/anna77" });
  });

  describe("turns what only a forum shows into words and links:", () => {
    const shown = async (cooked: string, forum = "https://forum.example") =>
      (await read(text(topic([stub, post(2, { cooked })])), { forum })).comments[0]?.source.text;

    it("emoji, mentions and pictures", async () => {
      const emoji = '<p>Hi <img src="/images/emoji/smile.png" title=":smile:" class="emoji" alt=":smile:"></p>';
      expect(await shown(emoji)).to.equal("<p>Hi :smile:</p>");
      const mention = '<p><a class="mention" href="/u/ben">@ben</a> &amp; <a href="javascript:alert(1)">x</a></p>';
      expect(await shown(mention)).to.equal('<p><a href="https://forum.example/u/ben">@ben</a> &amp; x</p>');
      expect(await shown(mention, "")).to.equal("<p>@ben &amp; x</p>");
      const box =
        '<div class="lightbox-wrapper"><a class="lightbox" href="/uploads/1.png" title="A cat"><img src="/uploads/1_s.png" alt="A cat"><div class="meta"><svg><use></use></svg><span>1.png 10 kB</span></div></a></div><p>b</p>';
      expect(await shown(box)).to.equal('<a href="https://forum.example/uploads/1.png">A cat</a><p>b</p>');
      expect(await shown('<img src="//cdn.example/1.png" alt="Cat">')).to.equal(
        '<a href="https://cdn.example/1.png">Cat</a>',
      );
    });

    it("quotes and previews", async () => {
      const quote =
        '<aside class="quote" data-username="ben" data-post="2"><div class="title"><div class="quote-controls"></div><img class="avatar" src="/a.png"> ben:</div><blockquote><p>So</p></blockquote></aside><p>Yes</p>';
      expect(await shown(quote)).to.equal("<p>ben:</p><blockquote><p>So</p></blockquote><p>Yes</p>");
      const preview =
        '<aside class="onebox" data-onebox-src="https://x.example/a?b&amp;c"><header><img class="site-icon" src="/x.png"></header><article>Long</article></aside><p>So.</p>';
      expect(await shown(preview)).to.equal(
        '<p><a href="https://x.example/a?b&amp;c">https://x.example/a?b&amp;c</a></p><p>So.</p>',
      );
    });
  });

  it("tells of files that are none", async () => {
    for (const one of ["", "hello", "{}", '{"post_stream":{"posts":[]}}']) {
      expect(await problemOf(one), one).to.match(/^invalid: .* is no topic of a Discourse/);
    }
    expect(
      (await read(text(topic([stub, post(2, { post_number: null })])))).faults.map(({ reason }) => reason),
    ).to.deep.equal(["a post without a number"]);
  });
});
