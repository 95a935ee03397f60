import { expect } from "chai";
import { createRefreshAuthor } from "../../../src/usecases/receive/refresh-author.ts";
import { aComment } from "../../helpers/comment.ts";
import { ada, aWorld, type TestWorld } from "./harness.ts";

describe("refresh-author", () => {
  let world: TestWorld;
  const face = { inbox: `${ada.id}/inbox`, sharedInbox: null, hidden: false };

  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  it("shows all comments of an author under the new name, the oldest and the newest, however many there are", async () => {
    for (let i = 0; i < 450; i++) {
      const createdAt = new Date(Date.UTC(2026, 9, 1) + i * 60_000);
      await world.comments.add(aComment({ _id: `f${i}`, origin: "fediverse", author: ada, createdAt }));
    }
    const author = { ...ada, name: "Countess" };
    expect(await createRefreshAuthor(world)({ ...face, author })).to.equal(450);
    for (const id of ["f0", "f225", "f449"]) {
      expect((await world.comments.get(id))?.author).to.include({ name: "Countess" });
    }
    expect(await createRefreshAuthor(world)({ ...face, author })).to.equal(0);
  });

  it("lets the page follow at once when everything is hidden, and when it is shown again", async () => {
    await world.comments.add(aComment({ _id: "f1", origin: "fediverse", author: ada }));
    const published = async () => (await world.threads.get("thread"))?.counts.published;
    await createRefreshAuthor(world)({ ...face, author: ada });
    await createRefreshAuthor(world)({ ...face, author: ada, hidden: true });
    expect(await published()).to.equal(0);
    await createRefreshAuthor(world)({ ...face, author: ada });
    expect(await published()).to.equal(1);
  });

  it("hides what is unlisted alone, and nothing that others hide", async () => {
    const comments = { plain: {}, quiet: { unlisted: true }, blocked: { unlisted: true, hiddenBy: "owner" } };
    for (const [_id, given] of Object.entries(comments))
      await world.comments.add(aComment({ _id, author: ada, ...given }));
    const hiddenBy = async () =>
      Promise.all(Object.keys(comments).map(async (id) => (await world.comments.get(id))?.hiddenBy));
    const refresh = (given: object) => createRefreshAuthor(world)({ ...face, author: ada, ...given });
    const wish = `wish:${ada.id}`;
    await refresh({ hidesUnlisted: true });
    expect(await hiddenBy()).to.deep.equal([null, wish, "owner"]);
    await refresh({ hidden: true, hidesUnlisted: true });
    expect(await hiddenBy()).to.deep.equal([wish, wish, "owner"]);
    await refresh({ hidesUnlisted: true });
    expect(await hiddenBy()).to.deep.equal([null, wish, "owner"]);
    await refresh({});
    expect(await hiddenBy()).to.deep.equal([null, null, "owner"]);
  });

  it("leaves removed comments nameless, and other people's alone", async () => {
    const eve = { ...ada, id: "https://social.example/users/eve", name: "Eve" };
    await world.comments.add(aComment({ _id: "gone", state: "removed", author: { ...ada, name: "" } }));
    await world.comments.add(aComment({ _id: "eves", author: eve }));
    expect(await createRefreshAuthor(world)({ ...face, author: { ...ada, name: "Countess" } })).to.equal(0);
    expect((await world.comments.get("gone"))?.author).to.include({ name: "" });
    expect((await world.comments.get("eves"))?.author).to.include({ name: "Eve" });
  });
});
