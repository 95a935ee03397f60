import { expect } from "chai";
import { commentIdOf } from "../../federation/incoming/remote-id.ts";
import { anAccount, aReply, aStatus, saved } from "../helpers/mastodon.ts";
import { createReading } from "../helpers/reading.ts";

const page = "https://blog.example/post/";
const card = { url: page, title: "A post", type: "link" };

describe("importers: Mastodon", () => {
  const { read, problemOf, clear } = createReading("mastodon");
  after(clear);

  const context = (...descendants: object[]) => ({ ancestors: [], descendants });

  it("reads a post and what answers it, under the ids by which the fediverse brings them", async () => {
    const opening = aStatus("10", { card, favourites_count: 4 });
    const reply = aReply("11", "10");
    const answer = aStatus("12", {
      in_reply_to_id: "11",
      visibility: "unlisted",
      edited_at: "2024-03-06T00:00:00.000Z",
    });
    for (const file of [saved(opening, context(reply, answer)), saved(context(reply, answer), opening)]) {
      const { threads, comments, faults, notes } = await read(file);
      expect([faults, notes]).to.deep.equal([[], []]);
      expect(threads.map(({ address }) => address)).to.deep.equal([page]);
      const byId = new Map(comments.map((comment) => [comment.id, comment]));
      const top = byId.get(commentIdOf(opening.uri));
      const second = byId.get(commentIdOf(reply.uri));
      const third = byId.get(commentIdOf(answer.uri));
      expect([top?.parent, second?.parent, third?.parent]).to.deep.equal([null, top?.id, second?.id]);
      expect(top?.votes).to.deep.equal({ up: 4, down: 0 });
      expect(second?.whole).to.deep.include({
        origin: "fediverse",
        remote: { id: "https://far.example/users/bob/statuses/111", url: "https://far.example/@bob/111" },
        unlisted: false,
        lang: "en",
      });
      expect(second?.whole?.author).to.deep.equal({
        kind: "remote",
        id: "https://far.example/users/bob",
        handle: "bob@far.example",
        name: "bob :blobcat:",
        url: "https://far.example/@bob",
        avatar: "https://files.example/bob.png",
        emoji: [{ text: ":blobcat:", image: "https://files.example/blobcat.png" }],
        since: new Date("2022-11-05T00:00:00Z"),
      });
      expect([third?.whole?.unlisted, third?.editedAt]).to.deep.equal([true, new Date("2024-03-06T00:00:00Z")]);
    }
  });

  it("says nothing of what is not for everybody, and whom it is by", async () => {
    const secret = (id: string, visibility: string) => aReply(id, "10", { visibility, content: "<p>secret</p>" });
    const read1 = await read(
      saved(aStatus("10", { card }), context(secret("11", "private"), secret("12", "direct"), secret("13", "limited"))),
    );
    expect(read1.comments).to.have.length(1);
    expect(read1.notes.map(({ reason }) => reason)).to.deep.equal(Array(3).fill("posts that are not for everybody"));
    expect(JSON.stringify(read1)).not.to.contain("secret");
  });

  it("takes nothing of whom it cannot know, or who asks not to be shown", async () => {
    const { comments, notes } = await read(
      saved(
        aStatus("10", { card }),
        context(
          aReply("11", "10", { account: anAccount("bob", "other.example") }),
          aReply("12", "10", { account: anAccount("bob", "far.example", { note: "<p>#<span>nobot</span></p>" }) }),
          aReply("13", "10", { account: anAccount("bob", "far.example", { suspended: true }) }),
          aReply("14", "10", { uri: "tag:far.example,2016:14" }),
          aReply("15", "10", { account: anAccount("bob", "far.example", { uri: undefined }) }),
          aReply("16", "10", {
            uri: "https://far.example/notes/1",
            account: anAccount("b", "far.example", { uri: null }),
          }),
        ),
      ),
    );
    expect(comments.map(({ label }) => label.split("/").at(-1))).to.deep.equal(["10", "115"]);
    expect(comments[1]?.whole?.author).to.deep.include({ id: "https://far.example/users/bob" });
    expect(notes.map(({ reason }) => reason)).to.deep.equal([
      "posts whose author's address the file does not tell",
      "posts of people who ask not to be shown elsewhere",
      "posts of people who ask not to be shown elsewhere",
      "posts without an address of their own",
      "posts whose author's address the file does not tell",
    ]);
  });

  it("finds its own node's comments among them, and puts what answers them below", async () => {
    const ours = aReply("11", "10", { uri: "https://node.example/ap/comments/abc123" });
    const { comments, notes } = await read(saved(aStatus("10", { card }), context(ours, aReply("12", "11"))));
    expect(notes.map(({ reason }) => reason)).to.deep.equal(["comments that were written on this node"]);
    expect(comments.find(({ label }) => label.endsWith("/112"))?.parent).to.equal("abc123");
  });

  it("keeps warnings, pictures and names within the text, and leaves out whom it answers", async () => {
    const mention = (name: string) =>
      `<span class="h-card"><a href="https://social.example/@${name}" class="u-url mention">@<span>${name}</span></a></span>`;
    const picture = { type: "image", url: "https://files.example/1.png", remote_url: null, description: "A cat" };
    const { comments } = await read(
      saved(
        aStatus("10", { card }),
        context(
          aReply("11", "10", {
            content: `<p>${mention("anna")} ${mention("carl")} Look!</p>`,
            in_reply_to_account_id: "1",
            mentions: [
              { id: "1", username: "anna", acct: "anna", url: "https://social.example/@anna" },
              { id: "2", username: "carl", acct: "carl", url: "https://social.example/@carl" },
            ],
            spoiler_text: "Cats",
            sensitive: true,
            media_attachments: [picture, { type: "unknown", url: null }],
          }),
          aReply("12", "10", { sensitive: true, media_attachments: [picture] }),
          aReply("13", "10", { sensitive: true }),
        ),
      ),
    );
    const [, warned, veiled, folded] = comments;
    expect(warned?.source.text).to.contain("@<span>carl</span>").and.not.to.contain("anna");
    expect([warned?.warning, veiled?.warning, folded?.warning]).to.deep.equal(["Cats", null, "…"]);
    const shown = { url: picture.url, mediaType: "image/*", alt: "A cat" };
    expect(warned?.whole?.attachments).to.deep.equal([shown]);
    expect(veiled?.whole?.attachments).to.deep.equal([{ ...shown, sensitive: true }]);
  });

  it("does without the post itself when it is told the page, and says so", async () => {
    const { threads, comments, notes } = await read(
      saved({ ancestors: [aStatus("9")], descendants: [aReply("11", "10"), aReply("12", "77")] }),
      { page },
    );
    expect(threads[0]?.address).to.equal(page);
    expect(comments.map(({ parent }) => parent)).to.deep.equal([null, "unknown 77"]);
    expect(notes.map(({ place }) => place)).to.deep.equal(["post 10", "https://social.example/@anna/9"]);
  });

  it("says what is wrong with a file", async () => {
    expect(await problemOf("{}")).to.match(/^invalid: .* is no conversation of a Mastodon: it has no posts\.$/);
    expect(await problemOf(saved(aStatus("10")))).to.match(/^invalid: Say with --page which page of the blog/);
    const half = saved(aStatus("10", { card }), context(aReply("11", "10"), aReply("12", "10"))).slice(0, -80);
    const { comments, faults } = await read(half);
    expect(comments).to.have.length(2);
    expect(faults).to.have.length(1);
  });
});
