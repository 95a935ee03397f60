import { expect } from "chai";
import type { Draft } from "../../../src/domain/import.ts";
import { aDraft, aThreadDraft } from "../../helpers/drafts.ts";
import { type Importing, openImporting } from "./importing.ts";

const count = 6_200;

function all(count: number, words = "Words"): Draft[] {
  const comments = Array.from({ length: count }, (_, i) => {
    const parent = i % 3 === 0 ? null : `c${i - (i % 3)}`;
    return aDraft({ id: `c${i}`, thread: "1", parent, source: { text: `${words} ${i}`, type: "text/plain" } });
  });
  return [aThreadDraft({ id: "1", address: "/one/" }), ...comments];
}

describe("an import that was cut off", () => {
  let importing: Importing;
  beforeEach(async () => {
    importing = await openImporting();
  });
  afterEach(() => importing.store.close());

  /** Imports until so many were stored, and falls over. */
  async function cutOffAt(done: number, words?: string): Promise<void> {
    const fall = (now: number) => {
      if (now >= done) throw new Error("cut off");
    };
    await importing.take(all(count, words), { onProgress: fall }).then(
      () => expect.fail("It was not cut off."),
      () => undefined,
    );
  }

  /** How many comments the store is asked for while something is done. */
  async function askedFor(work: () => Promise<unknown>): Promise<number> {
    const { comments } = importing.world;
    const { among } = comments;
    const ids = new Set<string>();
    comments.among = async (asked) => {
      for (const id of asked) ids.add(id);
      return among(asked);
    };
    await work();
    comments.among = among;
    return ids.size;
  }

  it("goes on where it was, and ends as if nothing had been", async () => {
    await cutOffAt(5_500);
    const asked = await askedFor(async () => {
      const report = await importing.take(all(count));
      expect([report.already, report.added.published]).to.deep.equal([5_500, 700]);
    });
    expect(asked).to.equal(count - 5_000);
    await importing.world.debts.settled();
    const { comments, threads } = await importing.contents();
    const whole = await openImporting();
    await whole.take(all(count));
    await whole.world.debts.settled();
    const other = await whole.contents();
    await whole.store.close();
    const told = (all: unknown[] | undefined) =>
      (all as { _id: string; parent: string | null; path: string[]; state: string; source: object; owed: [] }[]).map(
        ({ _id, parent, path, state, source, owed }) => ({ _id, parent, path, state, source, owed }),
      );
    expect(told(comments)).to.deep.equal(told(other["comments"]));
    expect((threads as { counts: object }[]).map(({ counts }) => counts)).to.deep.equal([
      { published: count, held: 0 },
    ]);
  });

  it("looks at everything again once it was at its end", async () => {
    await cutOffAt(5_500);
    await importing.take(all(count));
    expect(await askedFor(() => importing.take(all(count)))).to.equal(count);
  });

  it("starts anew where the source says something else, or where it goes elsewhere", async () => {
    await cutOffAt(5_500);
    const asked = await askedFor(async () => {
      const report = await importing.take(all(count, "Other words"));
      expect(report.updated).to.equal(5_500);
    });
    expect(asked).to.equal(count);
    await cutOffAt(5_500, "Third words");
    const map = "/one/ /two/\n";
    expect(await askedFor(() => importing.take(all(count, "Third words"), { map }))).to.be.at.least(count);
  });

  it("is not remembered from a dry run", async () => {
    const fall = (now: number) => {
      if (now >= 5_500) throw new Error("cut off");
    };
    await importing.take(all(count), { dryRun: true, onProgress: fall }).catch(() => undefined);
    expect(await askedFor(() => importing.take(all(count)))).to.equal(count);
  });
});
