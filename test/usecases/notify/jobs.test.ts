import { expect } from "chai";
import type { Job } from "../../../src/domain/job.ts";
import type { Letter, Posted } from "../../../src/domain/mailbox.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createMailJobs } from "../../../src/usecases/notify/jobs.ts";
import { createMailKeys } from "../../../src/usecases/notify/mail-keys.ts";
import { answerKind } from "../../../src/usecases/notify/plan-mail.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

describe("jobs that mail", () => {
  let world: World;
  let clock: TestClock;
  let close: () => Promise<void>;
  let letters: Letter[];
  let server: Posted;
  let jobs: ReturnType<typeof createMailJobs>;

  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, clock } = made);
    close = () => made.store.close();
    letters = [];
    server = { kind: "sent" };
    jobs = createMailJobs(world, {
      async send(letter) {
        letters.push(letter);
        return server;
      },
    });
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    const author = { kind: "visitor", name: "Anna", website: null, email: "anna@mail.example", hash: "h" } as const;
    const asked = aComment({ _id: "asked", author, notify: true });
    await world.comments.add(asked);
    await world.mailboxes.set(createMailKeys(world).mailboxOf(asked) ?? "", "confirmed", clock.now());
  });
  afterEach(() => close());

  async function answer(number: number): Promise<string> {
    const _id = `answer${number}`;
    await world.comments.add(aComment({ _id, number, parent: "asked", path: ["asked"] }));
    return _id;
  }

  function tell(comment: string, attempts = 1) {
    const job: Job = {
      ...{ _id: `${answerKind} ${comment}`, kind: answerKind, lane: "mail", payload: { comment }, attempts },
      ...{ dueAt: clock.now(), leaseBy: null, failed: null, createdAt: clock.now() },
    };
    return jobs[answerKind](job);
  }

  it("count a letter once against what a mailbox gets, however often the mail server was away", async () => {
    server = { kind: "later", reason: "away" };
    const first = await answer(2);
    for (let attempts = 1; attempts <= 30; attempts++) await tell(first, attempts);
    expect(letters).to.have.lengthOf(30);
    server = { kind: "sent" };
    for (let number = 3; number <= 30; number++) await tell(await answer(number));
    expect(new Set(letters.map(({ says }) => says.kind === "answer" && says.answer._id)).size).to.equal(20);
  });

  it("tell of an answer once, though it was held again and let through", async () => {
    const first = await answer(2);
    await tell(first);
    await tell(first);
    expect(letters).to.have.lengthOf(1);
  });
});
