import { expect } from "chai";
import type { SafeHtml } from "../../../../src/domain/brand.ts";
import type { Comment } from "../../../../src/domain/comment.ts";
import type { Sought } from "../../../../src/domain/queue.ts";
import { termsOf } from "../../../../src/domain/words.ts";
import type { Store } from "../../../../src/store/open.ts";
import { aComment, mira } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";

/** Looking for words, where they are gathered and where they are not yet. */
export function searchContract(backend: Backend): void {
  describe("search", () => {
    let store: Store;
    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
    });
    const say = (number: number, text: string, given: Partial<Comment> = {}) =>
      aComment({ _id: `c${number}`, number, html: `<p>${text}</p>` as SafeHtml, ...given });
    const put = (...comments: Comment[]) => store.docs.comments.insertMany(comments);
    const find = async (
      text: string,
      sought: Partial<Sought> = {},
      page = { after: null as string | null, limit: 25 },
    ) => store.repos.search.find(termsOf(text), { list: "published", ...sought }, page);
    const numbers = async (text: string, sought: Partial<Sought> = {}) =>
      (await find(text, sought)).items.map(({ number }) => number);
    const fill = async () => {
      while ((await store.repos.search.file(at("12:00:00"))) > 0);
    };
    /** So many that some of the older ones are gathered. */
    const many = () => put(...Array.from({ length: 1_600 }, (_, i) => say(i + 1, `Bread ${i + 1} rises`)));

    it("finds words by how they begin, whatever their case, accents and form, and names of authors", async () => {
      await put(
        say(1, "Ein <em>Brötchen</em> &amp; Käse"),
        say(2, "The ﬁnest bread", { author: { ...mira, name: "Zoë Ørsted" } }),
        say(3, "Un<strong>believ</strong>able", { warning: "Spoiler" }),
        say(4, "パンを焼く人"),
        say(5, "to be it"),
      );
      expect(await numbers("BROTCH")).to.deep.equal([1]);
      expect(await numbers("kase brötchen")).to.deep.equal([1]);
      expect(await numbers("finest")).to.deep.equal([2]);
      expect(await numbers("zoe far.example")).to.deep.equal([2]);
      expect(await numbers("unbelievable")).to.deep.equal([3]);
      expect(await numbers("spoiler")).to.deep.equal([3]);
      expect(await numbers("焼く")).to.deep.equal([4]);
      expect(await numbers("be")).to.deep.equal([5]);
      expect(await numbers("amp")).to.deep.equal([]);
      expect(await numbers("bread butter")).to.deep.equal([]);
    });

    it("finds the same whether the words were gathered or not, and keeps to what is sought", async () => {
      await many();
      await put(say(2_000, "Bread again", { state: "held" }));
      const before = await numbers("bread 155");
      expect(before).to.have.length(11);
      await fill();
      expect(await store.docs.search.countDocuments({ whole: true })).to.be.greaterThan(1);
      expect(await numbers("bread 155")).to.deep.equal(before);
      expect(await numbers("bread", { list: "held" })).to.deep.equal([2_000]);
      expect(await numbers("bread", { list: "spam" })).to.deep.equal([]);
    });

    it("goes on from page to page, nothing left out and nothing twice", async () => {
      await many();
      await fill();
      const seen: number[] = [];
      let after: string | null = null;
      do {
        const page = await find("rises", {}, { after, limit: 300 });
        seen.push(...page.items.map(({ number }) => number));
        after = page.next;
      } while (after !== null);
      expect(seen).to.deep.equal(Array.from({ length: 1_600 }, (_, i) => 1_600 - i));
    });

    it("knows nothing any more of words that were changed or erased, and all of what came late", async () => {
      await many();
      await fill();
      const { comments } = store.repos;
      const change = async (number: number, text: string) => {
        const comment = (await comments.get(`c${number}`)) as Comment;
        await comments.change(comment, { html: text as SafeHtml, source: { text, type: "text/plain" } });
      };
      await change(17, "Nothing but cake");
      expect(await numbers("bread 17")).to.not.include(17);
      expect(await numbers("cake")).to.deep.equal([17]);
      const shelves = await store.docs.search.find({}).toArray();
      expect(shelves.filter(({ _id }) => _id.endsWith(" 00000000"))).to.deep.equal([]);
      await fill();
      expect(await numbers("cake")).to.deep.equal([17]);
      await store.docs.comments.deleteOne({ _id: "c20" });
      await comments.add(say(20, "Late to the cake"));
      expect(await numbers("cake")).to.deep.equal([20, 17]);
    });

    it("says how much was not looked at, and looks at no more than it can", async () => {
      await put(...Array.from({ length: 12 }, (_, i) => say(i * 500 + 1, "One a shelf")));
      const { items, unread } = await find("shelf");
      expect([items.length, unread]).to.deep.equal([6, 3_000]);
      await fill();
      expect((await find("shelf")).items).to.have.length(12);
    });

    it("begins a shelf anew that nobody ended, and refuses a marker of others", async () => {
      await many();
      await store.docs.search.insertOne({
        _id: "shelf 00000000",
        words: "",
        by: "x",
        whole: false,
        at: at("10:00:00"),
      });
      await fill();
      await store.repos.search.file(at("12:10:00"));
      await fill();
      expect(await numbers("bread 17")).to.include(17);
      const refused = await find("bread", {}, { after: "x", limit: 1 }).catch((error: { kind: string }) => error.kind);
      expect(refused).to.equal("invalid");
    });
  });
}
