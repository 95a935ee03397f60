import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { type Conversation, inline, known, post, startConversation } from "../../helpers/conversation.ts";
import { fixture } from "../../helpers/fixture.ts";
import { journalOf } from "../../helpers/journal.ts";

const minute = 60_000;
const replies = `${known}/replies`;

/** What a server shows of a status of ada's, and all that it leads to. */
interface Served {
  status: Json;
  pages: (Json & { id: string })[];
  notes: (Json & { id: string })[];
  people: string[];
  shows: string[];
}

describe("the walk through a thread", () => {
  let at: Conversation;
  beforeEach(async () => {
    at = await startConversation();
  });
  afterEach(() => at.node.close());

  const serve = (url: string, document: Json) => at.node.fediverse.serve(url, { body: document });

  describe("reads replies", () => {
    const layouts: Record<string, (id: string) => Json> = {
      "as items inside, by their ids": (id) => ({ id: replies, type: "Collection", items: [id] }),
      "as items inside, as objects": (id) => ({ id: replies, type: "OrderedCollection", orderedItems: [{ id }] }),
      "with the first page inside": (id) => inline(replies, [id]),
      "as the only item, not in a list": (id) => ({
        id: replies,
        type: "Collection",
        items: id as unknown as string[],
      }),
    };
    for (const [name, layout] of Object.entries(layouts)) {
      it(name, async () => {
        const reply = at.note("one", known);
        at.show({ replies: layout(reply) });
        await at.walk();
        expect(await at.node.comment(reply)).to.include({ parent: commentIdOf(known), state: "published" });
      });
    }

    it("by the collection's id, its first page by id, and the pages after it", async () => {
      const ids = ["one", "two", "three"].map((name) => at.note(name, known));
      at.show({ replies });
      serve(replies, { id: replies, type: "OrderedCollection", first: `${replies}?page=1` });
      serve(`${replies}?page=1`, {
        id: `${replies}?page=1`,
        type: "OrderedCollectionPage",
        orderedItems: [ids[0]],
        next: `${replies}?page=2`,
      });
      serve(`${replies}?page=2`, {
        id: `${replies}?page=2`,
        type: "OrderedCollectionPage",
        orderedItems: ids.slice(1),
      });
      await at.walk();
      for (const id of ids) expect(await at.has(id), id).to.equal(true);
    });

    it("as Mastodon has them: its author's own first, those of others behind `next`", async () => {
      const own = at.note("own", known, { by: "ada@mastodon.example" });
      const other = at.note("other", known);
      at.show({ replies: inline(replies, [own], `${replies}?only_other_accounts=true&page=true`) });
      serve(`${replies}?only_other_accounts=true&page=true`, {
        id: `${replies}?only_other_accounts=true&page=true`,
        type: "CollectionPage",
        partOf: replies,
        items: [other],
      });
      await at.walk();
      expect([await at.has(own), await at.has(other)]).to.deep.equal([true, true]);
    });

    it("as GoToSocial has them: an address, a page that is only named, and no total", async () => {
      const reply = at.note("one", known);
      at.show({ replies });
      const page = `${replies}?limit=20&only_other_accounts=false`;
      serve(replies, { id: replies, type: "Collection", first: { id: page, type: "CollectionPage", partOf: replies } });
      serve(page, { id: page, type: "CollectionPage", partOf: replies, items: reply as unknown as string[] });
      await at.walk();
      expect(await at.has(reply)).to.equal(true);
    });

    for (const software of ["mastodon", "gotosocial"]) {
      it(`as ${software} serves them, whole`, async () => {
        const given = fixture(`replies/${software}`) as unknown as Served;
        for (const handle of given.people) at.introduce(handle);
        for (const page of [...given.pages, ...given.notes]) {
          serve(page.id, { type: "Note", to: ["as:Public"], published: "2026-11-01T10:30:00Z", ...page });
        }
        at.show(given.status);
        await at.walk();
        const words = (await at.node.repos.comments.onThread("thread")).map(({ html }) => html.replace(/<[^>]*>/g, ""));
        expect(words)
          .to.include.members(given.shows)
          .and.have.length(given.shows.length + 1);
      });
    }

    it("ten pages and no further, also where they go in a circle", async () => {
      at.show({ replies });
      serve(replies, { id: replies, type: "Collection", first: `${replies}?p=0` });
      const page = (i: number, next: string) =>
        serve(`${replies}?p=${i}`, { id: `${replies}?p=${i}`, type: "CollectionPage", items: [], next });
      for (let i = 0; i < 20; i++) page(i, `${replies}?p=${i + 1}`);
      expect((await at.walk()).filter((url) => url.includes("?p="))).to.have.length(10);
      page(1, `${replies}?p=0`);
      at.node.clock.advance(15 * minute);
      expect((await at.walk()).filter((url) => url.includes("?p="))).to.have.length(2);
    });
  });

  describe("goes on", () => {
    it("from what it found to what answers that", async () => {
      const below = "https://far.example/notes/two/replies";
      const three = at.note("three", "https://far.example/notes/two", { by: "kim@third.example" });
      const two = at.note("two", known, { replies: { id: below, type: "Collection", items: [three] } });
      at.show({ replies: inline(replies, [two]) });
      await at.walk();
      expect(await at.node.comment(three)).to.deep.include({ path: [commentIdOf(known), commentIdOf(two)] });
    });

    it("round circles of replies without end", async () => {
      const b = "https://far.example/notes/b";
      const a = at.note("a", known, { replies: { id: `${b}/r`, type: "Collection", items: [b, known] } });
      at.note("b", a, { replies: { id: `${a}/r`, type: "Collection", items: [a, b, known] } });
      at.show({ replies: inline(replies, [a]) });
      expect((await at.walk()).filter((url) => url === a || url === b)).to.have.length(2);
      expect([await at.has(a), await at.has(b)]).to.deep.equal([true, true]);
    });

    it("up from a reply whose parent nobody here knows, and stores that, too", async () => {
      const middle = at.note("middle", known, { by: "kim@third.example" });
      const deep = at.note("deep", middle);
      at.show({ replies: inline(replies, [deep]) });
      await at.walk();
      expect(await at.node.comment(deep)).to.deep.include({ path: [commentIdOf(known), commentIdOf(middle)] });
      expect(await journalOf(at.node.repos, "thread")).to.include(
        "@kim@third.example replied. The reply is on the page.",
      );
    });

    it("twenty steps down and no further", async () => {
      const id = (i: number) => `https://far.example/notes/n${i}`;
      for (let i = 0; i < 30; i++) {
        const below = { id: `${id(i)}/r`, type: "Collection", items: [id(i + 1)] };
        at.note(`n${i}`, i === 0 ? known : id(i - 1), { replies: below });
      }
      at.show({ replies: inline(replies, [id(0)]) });
      await at.walk();
      expect([await at.has(id(19)), await at.has(id(20))]).to.deep.equal([true, false]);
    });
  });

  describe("tries conversations first (FEP-f228)", () => {
    const context = "https://mastodon.example/contexts/1";
    const history = "https://mastodon.example/contexts/1/history";

    it("takes what the history tells, and asks for nothing more of that comment", async () => {
      const id = at.note("one", known);
      serve(history, {
        id: history,
        type: "OrderedCollection",
        orderedItems: [{ type: "Create", id: `${id}/create`, actor: "https://far.example/users/zoe", object: id }],
      });
      at.show({ contextHistory: history, context, replies });
      const asked = await at.walk();
      expect(asked).to.include(history).and.not.include(context).and.not.include(replies);
      expect(await at.has(id)).to.equal(true);
    });

    it("finds what an activity is about that is listed by its id alone", async () => {
      const id = at.note("one", known);
      serve(`${id}/create`, { type: "Create", id: `${id}/create`, actor: "https://far.example/users/zoe", object: id });
      serve(history, { id: history, type: "OrderedCollection", orderedItems: [`${id}/create`] });
      at.show({ contextHistory: history });
      await at.walk();
      expect(await at.has(id)).to.equal(true);
    });

    it("takes the context where there is no history, and the replies where there is neither", async () => {
      const [one, two] = [at.note("one", known), at.note("two", known)];
      at.node.fediverse.serve(history, { status: 404 });
      serve(context, { id: context, type: "OrderedCollection", orderedItems: [post, known, one] });
      serve(replies, { id: replies, type: "Collection", items: [two] });
      at.show({ contextHistory: history, context, replies });
      expect(await at.walk()).to.not.include(replies);
      expect([await at.has(one), await at.has(two)]).to.deep.equal([true, false]);
      at.node.fediverse.serve(context, { status: 404 });
      at.node.clock.advance(15 * minute);
      await at.walk();
      expect(await at.has(two)).to.equal(true);
    });

    it("asks once for a context that several comments share, and for the replies of each where it lists nothing", async () => {
      const below = "https://far.example/notes/two/replies";
      const three = at.note("three", "https://far.example/notes/two");
      const two = at.note("two", known, { context, replies: { id: below, type: "Collection", items: [three] } });
      at.show({ context, replies: inline(replies, [two]) });
      at.node.fediverse.serve(context, { status: 404 });
      expect((await at.walk()).filter((url) => url === context)).to.have.length(1);
      expect(await at.has(three)).to.equal(true);
    });

    it("passes by a context that is our own, as Mastodon hands it back", async () => {
      const one = at.note("one", known);
      serve(replies, { id: replies, type: "Collection", items: [one] });
      at.show({ context: `${post}/context`, replies });
      expect((await at.walk()).filter((url) => url.startsWith("https://node.example"))).to.deep.equal([]);
      expect(await at.has(one)).to.equal(true);
    });
  });
});
