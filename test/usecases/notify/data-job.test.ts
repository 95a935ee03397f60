import { expect } from "chai";
import type { Job } from "../../../src/domain/job.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createDataJobs, dataKind } from "../../../src/usecases/notify/data-job.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { withWorld } from "../../helpers/with-world.ts";

const hash = "M".repeat(43);
const author = { kind: "visitor", name: "Anna", website: null, email: "anna@mail.example", hash } as const;

describe("the letter with a link to somebody's data", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });

  /** The comments that letters were sent about. */
  async function lettersFor(mailbox: string): Promise<string[]> {
    const about: string[] = [];
    const jobs = createDataJobs(world, {
      send: async ({ comment }) => {
        about.push(comment._id);
        return { kind: "sent" };
      },
    });
    const job = { _id: "job", kind: dataKind, payload: { mailbox }, attempts: 0 } as unknown as Job;
    expect(await jobs[dataKind](job)).to.deep.equal({ kind: "done" });
    return about;
  }

  it("is sent about the first comment whose blog and thread are there, and about none where none is", async () => {
    await world.sites.add(aSite({ _id: "away", home: "https://away.example/", handle: "away" }));
    await world.sites.set("away", { removedAt: world.clock.now() });
    await world.threads.add(aThread({ _id: "quiet", site: "away", url: "https://away.example/post" }));
    await world.comments.add(aComment({ _id: "a", number: 1, author, site: "away", thread: "quiet" }));
    await world.comments.add(aComment({ _id: "b", number: 2, author, thread: "gone" }));
    expect(await lettersFor(hash)).to.deep.equal([]);
    await world.comments.add(aComment({ _id: "c", number: 3, author }));
    await world.comments.add(aComment({ _id: "d", number: 4, author }));
    expect(await lettersFor(hash)).to.deep.equal(["c"]);
    expect(await lettersFor("N".repeat(43))).to.deep.equal([]);
  });
});
