import { expect } from "chai";
import { letsGuestsOut } from "../../../src/domain/guests.ts";
import type { Thread } from "../../../src/domain/thread.ts";
import { aNode, aSite, aThread, type TestNode } from "./node.ts";

const at = new Date("2026-11-01T12:00:00Z");

describe("a post for members alone", () => {
  let node: TestNode;
  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
  });
  afterEach(() => node.close());

  const statuses = async (thread: Thread) => {
    await node.repos.threads.add(thread);
    const paths = [
      `/ap/posts/${thread.noteId}`,
      `/ap/posts/${thread.noteId}/replies`,
      `/ap/posts/${thread.noteId}/likes`,
    ];
    return Promise.all(paths.map(async (path) => (await node.get(path)).status));
  };

  it("is not to be found on the fediverse, though its Note’s id were known", async () => {
    expect(await statuses(aThread({ _id: "tea", pushed: { at } }))).to.deep.equal([200, 200, 200]);
    expect(
      await statuses({ ...aThread({ _id: "milk", pushed: { at, aside: true } }), announcement: "old" }),
    ).to.deep.equal([404, 404, 404]);
  });

  it("is there like any other once its owner published it by hand", async () => {
    const told = { ...aThread({ _id: "milk", pushed: { at, aside: true } }), announcement: "announced" } as const;
    expect(await statuses(told)).to.deep.equal([200, 200, 200]);
  });

  it("keeps the comments of visitors to itself", () => {
    const thread = { announcement: "old", pushed: { at } } as const;
    expect(letsGuestsOut({ guests: true }, thread)).to.equal(true);
    expect(letsGuestsOut({ guests: true }, { ...thread, pushed: { at, aside: true } })).to.equal(false);
    expect(letsGuestsOut({ guests: true }, { announcement: "announced", pushed: { at, aside: true } })).to.equal(true);
  });
});
