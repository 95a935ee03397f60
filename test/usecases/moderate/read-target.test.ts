import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createReadTarget } from "../../../src/usecases/moderate/read-target.ts";
import { isBlocked } from "../../../src/usecases/receive/blocked.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

const id = "https://m.example/users/bad";
const page = "https://m.example/@bad";
const bad = { kind: "actor", value: id, label: "bad@m.example" };

describe("read-target", () => {
  let world: World;
  let close: () => Promise<void>;
  let asked: string[];
  beforeEach(async () => {
    const made = await createTestWorld();
    world = made.world;
    close = () => made.store.close();
    asked = [];
    await world.sites.add(aSite());
    await world.threads.add(aThread());
  });
  afterEach(() => close());

  const read = (typed: string) =>
    createReadTarget(world, async (who) => {
      asked.push(who);
      return who === "bad@m.example" || who === page ? { id, handle: "bad@m.example" } : null;
    })(typed);
  const know = () =>
    world.profiles.put({
      _id: id,
      handle: "bad@m.example",
      name: "Bad",
      url: page,
      avatar: null,
      inbox: `${id}/inbox`,
      sharedInbox: null,
      keys: [],
      hidden: false,
      fetchedAt: new Date("2026-11-01T12:00:00Z"),
    });

  it("finds a person by handle, also in the address that another server shows them at", async () => {
    for (const typed of [" @bad@m.example ", "bad@m.example", "https://here.example/@bad@m.example"]) {
      expect(await read(typed), typed).to.deep.equal(bad);
    }
  });

  it("finds a person that is known by profile page or id, and asks nobody", async () => {
    await know();
    for (const typed of [page, `${page}/`, "m.example/@bad", `${page}#top`, id]) {
      expect(await read(typed), typed).to.deep.equal(bad);
    }
    expect(asked).to.deep.equal([]);
  });

  it("finds a person by id who is known from a comment alone", async () => {
    const author = { kind: "remote", id, handle: "bad@m.example", name: "Bad", url: page, avatar: null } as const;
    await world.comments.add(aComment({ _id: "a", author, origin: "fediverse" }));
    expect(await read(id)).to.deep.equal(bad);
  });

  it("asks the server for a profile that is not known", async () => {
    expect(await read(page)).to.deep.equal(bad);
    expect(asked).to.deep.equal([page]);
  });

  it("says that nobody is there instead of blocking nothing, or a whole server", async () => {
    for (const typed of ["@ghost@m.example", "https://m.example/@ghost", "m.example/@ghost"]) {
      const error: unknown = await read(typed).catch((thrown: unknown) => thrown);
      expect(isProblem(error, "not-found"), typed).to.equal(true);
    }
    const offline: unknown = await createReadTarget(world, null)(page).catch((thrown: unknown) => thrown);
    expect(isProblem(offline, "not-found")).to.equal(true);
  });

  const kinds: [string, string][] = [
    ["192.0.2.7", "network"],
    ["192.0.2.0/24", "network"],
    ["2001:db8::/32", "network"],
    ["*@mail.example", "mail"],
    ["casino", "word"],
    ["cheap pills", "word"],
    ["casin*", "word"],
    ["“m.example”", "word"],
    ["m.example:8443", "host"],
    ["@m.example", "host"],
    ["com", "host"],
    ["sexy", "word"],
  ];
  for (const [typed, kind] of kinds)
    it(`takes ${typed} for a ${kind}`, async () => expect((await read(typed)).kind).to.equal(kind));

  it("believes what it is said to be", async () => {
    const as = createReadTarget(world, null);
    expect(await as("m.example", "word")).to.deep.equal({ kind: "word", value: "m.example", label: "m.example" });
    expect(await as("192.0.2.7", "host")).to.deep.equal({ kind: "host", value: "192.0.2.7" });
    const error: unknown = await as("m.example", "actor").catch((thrown: unknown) => thrown);
    expect(isProblem(error, "invalid")).to.equal(true);
  });

  it("takes anything else for a server", async () => {
    for (const typed of ["m.example", "https://m.example/", "*.m.example"]) {
      expect(await read(typed)).to.deep.equal({ kind: "host", value: typed });
    }
  });

  it("gives a block that hides and holds, when a profile's page was typed", async () => {
    await know();
    const author = { kind: "remote", id, handle: "bad@m.example", name: "Bad", url: page, avatar: null } as const;
    await world.comments.add(aComment({ _id: "a", author, origin: "fediverse" }));
    expect((await createBlock(world)(await read(page), owner)).hidden).to.equal(1);
    expect(await isBlocked(world, null, id)).to.equal(true);
  });
});
