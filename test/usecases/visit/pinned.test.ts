import { expect } from "chai";
import { isVisible } from "../../../src/domain/comment.ts";
import type { Branch } from "../../../src/domain/tree.ts";
import type { Store } from "../../../src/store/open.ts";
import { createReadThread, firstPage, type Reading, type Wanted } from "../../../src/usecases/visit/read-thread.ts";
import { answering, longThread, type Shape } from "../../helpers/long-thread.ts";
import { withStore } from "../../helpers/with-store.ts";

/** Every third answers an earlier one. */
const answered: Shape = (i, before) => answering(i % 3 === 2 ? before[i - 2] : undefined);

describe("comments that stand first", () => {
  let store: Store;
  withStore((opened) => {
    store = opened;
  });

  async function read(pinned: string[], wanted: Partial<Wanted> = {}): Promise<Reading> {
    const counts = await store.repos.comments.counts("thread");
    return createReadThread(store.repos)({ _id: "thread", site: "site", counts, pinned }, { ...firstPage, ...wanted });
  }
  const tops = ({ branches }: Reading) => branches.map(({ comment }) => comment.number);
  const flatten = (branches: readonly Branch[]): number[] =>
    branches.flatMap(({ comment, replies }) => [comment.number, ...flatten(replies)]);

  /** The way from the first page to the last, and back again. */
  async function walk(pinned: string[], wanted: Partial<Wanted>): Promise<{ forth: Reading[]; back: Reading[] }> {
    const forth = [await read(pinned, wanted)];
    for (let next = forth[0]?.next ?? null; next !== null; next = forth.at(-1)?.next ?? null)
      forth.push(await read(pinned, { ...wanted, after: next }));
    const back = [forth.at(-1) as Reading];
    for (let previous = back[0]?.previous ?? null; previous !== null; previous = back.at(-1)?.previous ?? null)
      back.push(await read(pinned, { ...wanted, before: previous }));
    return { forth, back };
  }

  for (const [size, count] of [
    ["short", 200],
    ["long", 400],
  ] as const) {
    describe(`of a ${size} thread`, () => {
      beforeEach(async () => {
        await store.docs.comments.insertMany(longThread(count, answered));
      });

      it("come with their answers at the top of the first page, in every order, and stand nowhere else", async () => {
        const pinned = [`c${count - 3}`, "c70"].filter((id) => Number(id.slice(1)) % 3 !== 0);
        const numbers = pinned.map((id) => Number(id.slice(1)));
        for (const sort of ["oldest", "newest", "top"] as const) {
          const { forth, back } = await walk(pinned, { sort });
          expect(tops(forth[0] as Reading).slice(0, 2), sort).to.deep.equal(numbers);
          const first = forth[0]?.branches[1];
          expect(first?.replies.map(({ comment }) => comment.number)).to.deep.equal([72]);
          const all = forth.flatMap(({ branches }) => flatten(branches));
          expect(new Set(all).size, sort).to.equal(all.length);
          expect(all.length, sort).to.equal((await store.repos.comments.onThread("thread")).filter(isVisible).length);
          // A page that is read backwards may be cut elsewhere, but leaves nothing out.
          const again = back.flatMap(tops);
          expect([...again].sort(), sort).to.deep.equal(forth.flatMap(tops).sort());
        }
      });

      it("are found by their links on the first page, as is what answers them", async () => {
        for (const comment of [151, 153]) {
          const page = await read(["c151"], { comment });
          expect(page).to.include({ missing: false, previous: null });
          expect(tops(page)[0]).to.equal(151);
          expect(flatten(page.branches)).to.include(comment);
        }
        const other = await read(["c151"], { comment: 100 });
        expect(flatten(other.branches)).to.include(100);
        expect(tops(other)).to.not.include(151);
      });

      it("stand in their place in a row, and do not come along where one comment is read alone", async () => {
        expect(tops(await read(["c151"], { flat: true }))[0]).to.equal(1);
        expect(tops(await read(["c151"], { below: 1 }))).to.not.include(151);
      });

      it("stay where they are while they are not to be seen, gone, elsewhere, or an answer", async () => {
        await store.docs.comments.updateOne({ _id: "c4" }, { $set: { hiddenBy: "owner" } });
        await store.docs.comments.updateOne({ _id: "c5" }, { $set: { thread: "other" } });
        const page = await read(["c4", "c5", "c9", "nothing"]);
        expect(tops(page)[0]).to.equal(1);
      });
    });
  }
});
