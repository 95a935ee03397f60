import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import { createNameHosts } from "../../../src/usecases/publish/name-hosts.ts";
import { aComment, mira } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

describe("name-hosts", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });

  it("names servers of older comments some at a time, until all of them have one", async () => {
    for (let i = 0; i < 5_001; i++) {
      const { host: _, ...old } = aComment({ _id: `c${i}`, number: i + 1, author: mira, origin: "fediverse" });
      await world.comments.add(old);
    }
    const nameHosts = createNameHosts(world);
    expect([await nameHosts(), await nameHosts(), await nameHosts()]).to.deep.equal([5_000, 1, 0]);
    const { items } = await world.comments.listed(
      { list: "published", host: "far.example" },
      { after: null, limit: 1 },
    );
    expect(items).to.have.lengthOf(1);
  });
});
