import { expect } from "chai";
import { isVisible } from "../../../src/domain/comment.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import type { Branch } from "../../../src/domain/tree.ts";
import type { Store } from "../../../src/store/open.ts";
import { fairShare } from "../../../src/usecases/visit/grow-answers.ts";
import { createReadThread, firstPage, type Reading, type Wanted } from "../../../src/usecases/visit/read-thread.ts";
import { aComment } from "../../helpers/comment.ts";
import { answering, longThread, type Shape } from "../../helpers/long-thread.ts";
import { withStore } from "../../helpers/with-store.ts";

/** Every fourth answers the post, the others something earlier; some are gone, hidden, spam or wait. */
const mixed: Shape = (i, before) => ({
  ...answering(i % 4 === 0 ? undefined : before[(i * 7) % i]),
  ...(i % 11 === 5 ? { state: "removed" as const } : {}),
  ...(i % 13 === 6 ? { hiddenBy: "owner" } : {}),
  ...(i % 17 === 7 ? { state: "spam" as const } : {}),
  counts: { likes: (i * 5) % 9, boosts: i % 3 },
});

describe("a thread in pages", () => {
  let store: Store;
  withStore((opened) => {
    store = opened;
  });

  async function fill(count: number, shape?: Shape) {
    const comments = longThread(count, shape);
    await store.docs.comments.insertMany(comments);
    return comments;
  }
  async function read(wanted: Partial<Wanted> = {}): Promise<Reading> {
    const counts = await store.repos.comments.counts("thread");
    return createReadThread(store.repos)({ _id: "thread", site: "site", counts }, { ...firstPage, ...wanted });
  }
  const flatten = (branches: readonly Branch[]): Branch[] =>
    branches.flatMap((branch) => [branch, ...flatten(branch.replies)]);
  const numbers = (branches: readonly Branch[]) =>
    branches.filter(({ stub }) => !stub).map(({ comment }) => comment.number);
  const shownOn = ({ branches }: Reading) => numbers(flatten(branches));

  /** Every page from the first one on, by the way to the next. */
  async function pages(wanted: Partial<Wanted> = {}): Promise<Reading[]> {
    const found = [await read(wanted)];
    for (let next = found[0]?.next ?? null; next !== null; ) {
      const page = await read({ ...wanted, after: next });
      found.push(page);
      next = page.next;
    }
    return found;
  }

  /** All that can be reached: every page, and from there the answers that had no room. */
  async function everything(wanted: Partial<Wanted> = {}): Promise<number[]> {
    const all = new Set<number>();
    const rests = new Set<string>();
    async function take(found: Reading[]) {
      for (const page of found) {
        for (const number of shownOn(page)) all.add(number);
        for (const { comment, rest } of flatten(page.branches)) {
          const key = `${comment.number} ${rest?.after}`;
          if (!rest || rests.has(key)) continue;
          rests.add(key);
          await take(await pages({ below: comment.number, after: rest.after }));
        }
      }
    }
    await take(await pages(wanted));
    return [...all].sort((a, b) => a - b);
  }

  it("reaches every visible comment once in a row and all of them as a tree, in every order", async () => {
    const visible = (await fill(700, mixed)).filter(isVisible).map(({ number }) => number);
    for (const sort of ["oldest", "newest", "top"] as const) {
      expect(await everything({ sort }), sort).to.deep.equal(visible);
      const row = (await pages({ sort, flat: true })).flatMap(shownOn);
      expect(row, sort).to.have.lengthOf(visible.length);
      expect(
        [...row].sort((a, b) => a - b),
        sort,
      ).to.deep.equal(visible);
    }
  });

  it("shows each comment on the first way to it alone", async () => {
    await fill(600, mixed);
    const tops = (await pages()).flatMap(({ branches }) => numbers(branches));
    expect(tops).to.deep.equal([...new Set(tops)]);
  });

  it("is one page while it is short, with everything below", async () => {
    await fill(120, (i, before) => answering(i === 0 ? undefined : before[0]));
    const page = await read();
    expect(page).to.include({ shown: 120, previous: null, next: null });
    expect(page.branches[0]?.replies).to.have.lengthOf(119);
  });

  it("pages a short thread and a long one alike", async () => {
    await fill(240);
    const short = (await pages()).map(shownOn);
    await store.docs.comments.insertMany(longThread(300).slice(240));
    const long = (await pages()).map(shownOn);
    expect(short.map((page) => page.length)).to.deep.equal([50, 50, 50, 50, 40]);
    expect(long.slice(0, 4)).to.deep.equal(short.slice(0, 4));
  });

  it("stays where it is while comments arrive, go and come back", async () => {
    await fill(300);
    const first = await read();
    await store.repos.comments.change({ _id: "c50", number: 1, version: 1 }, { state: "removed" });
    await store.docs.comments.insertMany(longThread(310).slice(300));
    expect(shownOn(await read({ after: first.next }))[0]).to.equal(51);
    const newest = await read({ sort: "newest" });
    expect(shownOn(newest)[0]).to.equal(310);
    await store.docs.comments.insertMany(longThread(320).slice(310));
    expect(shownOn(await read({ sort: "newest", after: newest.next }))[0]).to.equal(260);
  });

  it("leads back to the page before", async () => {
    await fill(300);
    const third = await read({ after: 100 });
    expect(shownOn(third)[0]).to.equal(101);
    const second = await read({ before: third.previous });
    expect(shownOn(second)).to.deep.equal(shownOn(await read({ after: 50 })));
    const first = await read({ before: second.previous });
    expect(first).to.include({ previous: null, next: 50 });
    expect((await read({ sort: "newest", before: 251 })).previous).to.equal(null);
  });

  it("gives one that was answered ten thousand times its share, and the others theirs", async () => {
    await fill(10_000, (i, before) =>
      answering(i < 40 ? undefined : before[i % 3 === 0 ? 0 : i % 3000 < 200 ? i % 40 : 0]),
    );
    const page = await read();
    const all = flatten(page.branches);
    expect(all.length).to.be.within(120, 250);
    expect(page.branches.filter(({ replies }) => replies.length > 0)).to.have.lengthOf(40);
    const crowded = page.branches[0] as Branch;
    const answers = await store.repos.comments.countAnswers("thread", ["c1"]);
    expect(crowded.replies.length + (crowded.rest?.count ?? 0)).to.equal(answers.get("c1"));
    const rest = await read({ below: 1, after: crowded.rest?.after ?? null });
    expect(rest.branches.map(({ comment }) => comment.number)).to.deep.equal([1]);
    expect(numbers(rest.branches[0]?.replies ?? [])[0]).to.be.greaterThan(crowded.rest?.after as number);
    expect(rest.branches[0]?.replies).to.have.lengthOf(50);
    expect(rest.next).to.be.a("number");
  });

  it("ends somewhere below a conversation of two that never does", async () => {
    await fill(400, (i, before) => answering(before[i - 1]));
    const page = await read();
    const all = flatten(page.branches);
    expect(all).to.have.lengthOf(17);
    expect(all.at(-1)?.rest).to.deep.equal({ count: 1, after: null });
    expect(await everything()).to.have.lengthOf(400);
  });

  it("keeps a place for what is gone while something visible lies below, however deep, and no longer", async () => {
    await fill(300, (i, before) => {
      if (i === 100) return { state: "removed" };
      if (i === 101) return { ...answering(before[100]), hiddenBy: "owner" };
      if (i === 102) return answering(before[101]);
      if (i === 103) return { state: "spam" };
      if (i === 104) return answering(before[103]);
      return i === 105 ? { state: "removed" } : {};
    });
    const page = await read({ after: 60 });
    const stubs = flatten(page.branches).filter(({ stub }) => stub);
    expect(stubs.map(({ comment }) => comment.number)).to.deep.equal([101, 102, 104]);
    expect(
      page.branches.find(({ comment }) => comment.number === 101)?.replies[0]?.replies[0]?.comment.number,
    ).to.equal(103);
  });

  describe("with one comment looked for", () => {
    it("is found by the number that it had where it came from, which another one has here", async () => {
      const [first, second] = await fill(120);
      await store.repos.oldNumbers.put("site", 9_000, second?._id ?? "");
      await store.repos.comments.add(aComment({ _id: "elsewhere", number: 9_000, thread: "another" }));
      const page = await read({ comment: 9_000 });
      expect(page.missing).to.equal(false);
      expect(shownOn(page)).to.include.members([first?.number, second?.number]);
    });

    it("is the page that holds it, with what it answers", async () => {
      await fill(900, (i, before) => answering(i % 2 === 0 ? undefined : before[i % 10 === 1 ? i - 1 : i - 2]));
      const page = await read({ comment: 702 });
      expect(page.missing).to.equal(false);
      const root = page.branches.find((branch) => shownOn({ ...page, branches: [branch] }).includes(702));
      expect(root?.comment.number).to.equal(701);
      expect(page.previous).to.be.a("number");
      expect(page.next).to.be.a("number");
      expect(page.branches.length).to.equal(50);
    });

    it("is the first page where that holds it", async () => {
      await fill(300);
      expect(await read({ comment: 12 })).to.include({ previous: null, next: 50 });
    });

    it("finds what has no room beside the ten thousand others", async () => {
      await fill(5000, (i, before) => answering(before[i === 4990 ? 4500 : 0]));
      const page = await read({ comment: 4991 });
      const found = flatten(page.branches).find(({ comment }) => comment.number === 4501);
      expect(found?.replies[0]?.comment.number).to.equal(4991);
      const crowded = page.branches[0] as Branch;
      expect(crowded.replies.length + (crowded.rest?.count ?? 0)).to.equal(4998);
    });

    it("is found in every order, and in a row", async () => {
      await fill(400, mixed);
      for (const sort of ["oldest", "newest", "top"] as const)
        for (const flat of [false, true])
          expect(shownOn(await read({ sort, flat, comment: 361 })), `${sort} ${flat}`).to.include(361);
    });

    it("is the first page, and says so, where it is not to be seen", async () => {
      await fill(300, (i) => (i === 70 ? { hiddenBy: "owner" } : i === 71 ? { thread: "other" } : {}));
      for (const comment of [71, 72, 9999]) {
        const page = await read({ comment });
        expect(page, String(comment)).to.include({ missing: true, next: 50, previous: null });
      }
      expect((await read({ below: 9999 })).missing).to.equal(true);
    });
  });

  it("refuses to start at a comment of another thread", async () => {
    await fill(10, (i) => (i === 9 ? { thread: "other" } : {}));
    for (const wanted of [{ after: 10 }, { before: 10 }, { after: 99 }]) {
      const outcome = await read(wanted).catch((error: unknown) => error);
      expect(isProblem(outcome, "invalid")).to.equal(true);
    }
  });

  it("names what each comment in a row answers", async () => {
    await fill(300, (i, before) => answering(i === 299 ? before[3] : undefined));
    const page = await read({ flat: true, sort: "newest" });
    const first = page.branches[0]?.comment;
    expect(page.answered.get(first?.parent ?? "")?.number).to.equal(4);
  });
});

describe("a fair share", () => {
  it("is the largest that all can have", () => {
    expect(fairShare([10, 10, 10], 30)).to.be.at.least(10);
    expect(fairShare([1000, 3, 5], 20)).to.equal(12);
    expect(fairShare([1000, 1000], 9)).to.equal(4);
    expect(fairShare([1, 1, 1], 2)).to.equal(0);
    expect(fairShare([], 5)).to.equal(5);
  });
});
